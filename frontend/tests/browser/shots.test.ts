import { it } from "vitest";
import { idOf } from "../../src/test/fake/make.ts";
import { open, useBrowser } from "./page.ts";
useBrowser();
const id = idOf(3);
const dir = "/tmp/boucle/shots";
it("shots", async () => {
  for (const scheme of ["light", "dark"] as const) {
    let o = await open({ path: `/inbox/alerts/${id}`, scheme });
    await o.page.waitForTimeout(900);
    await o.page.screenshot({ path: `${dir}/inbox-${scheme}.png` });
    if (process.env.QUICK && scheme === "dark") { await o.done(); continue; }
    await o.page.keyboard.press("e");
    await o.page.waitForTimeout(500);
    await o.page.screenshot({ path: `${dir}/close-${scheme}.png` });
    await o.done();
    o = await open({ path: "/inbox/alerts", scheme, width: 390, height: 844, touch: true });
    await o.page.waitForTimeout(700);
    await o.page.screenshot({ path: `${dir}/phone-list-${scheme}.png` });
    await o.page.goto(o.page.url().replace(/alerts.*/, `alerts/${id}`));
    await o.page.waitForTimeout(700);
    await o.page.screenshot({ path: `${dir}/phone-detail-${scheme}.png` });
    await o.done();
    o = await open({ path: "/alerts/" + id, scheme, signedIn: false, quote: "On m’a rappelée le matin même. Je ne m’attendais plus à ce que quelqu’un lise." });
    await o.page.waitForTimeout(500);
    await o.page.screenshot({ path: `${dir}/sign-in-${scheme}.png` });
    await o.done();
  }
}, 120000);
