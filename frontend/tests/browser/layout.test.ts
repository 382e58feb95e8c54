import { describe, expect, it } from "vitest";
import { FakeApi } from "../../src/test/fake/api.ts";
import { idOf } from "../../src/test/fake/make.ts";
import { type Opened, open, withBrowser } from "./page.ts";

withBrowser();

const sideways = ({ page }: Opened) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Height of every visible control, smallest first. */
const smallTargets = ({ page }: Opened) =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("a[href], button, select")]
      .filter(
        (element) => element.checkVisibility() && !element.closest("blockquote, [data-floating-ui-portal]"),
      )
      .map((element) => {
        const box = element.getBoundingClientRect();
        // What one presses may reach beyond what one sees.
        const reach = Number.parseFloat(getComputedStyle(element, "::after").top) || 0;
        const height = Math.round(box.height - 2 * Math.min(0, reach));
        return { name: element.textContent?.trim().slice(0, 30), height, width: box.width };
      })
      .filter(({ height, width }) => width > 1 && height < 36),
  );

describe("on the phone", () => {
  it("list and case are two screens; going back keeps the scroll", async () => {
    const app = await open({ path: "/inbox/inbox", width: 390, height: 844, touch: true });
    const { page } = app;
    await page.locator("[data-row]").first().waitFor();
    const scroller = page.locator("[role=grid]").locator("..");
    await scroller.evaluate((element) => element.scrollTo(0, 620));
    await page.waitForTimeout(200);
    const target = page.locator("[data-row]").nth(8);
    const id = await target.getAttribute("data-row");
    await target.click();
    await page.waitForURL(`**/${id}`);
    expect(await page.locator("[data-row]").count()).toBe(0);
    expect(await sideways(app)).toBe(0);
    await page.getByRole("button", { name: "Retour à la liste" }).click();
    await page.locator("[data-row]").first().waitFor();
    expect(await scroller.evaluate((element) => element.scrollTop)).toBe(620);
    expect(await sideways(app)).toBe(0);
    await app.done();
  });

  it("the case is worked from the bar at the bottom", async () => {
    const app = await open({ path: `/inbox/inbox/${idOf(3)}`, width: 390, height: 844, touch: true });
    const { page, api } = app;
    expect(await page.getByRole("link", { name: "Appeler" }).getAttribute("href")).toBe("tel:0639984017");
    await page.getByRole("button", { name: "Note", exact: true }).click();
    await page.getByLabel("Texte de la note").fill("Vu au rayon");
    await page.getByRole("button", { name: /Ajouter la note/ }).click();
    await expect.poll(() => api.find(idOf(3)).events.at(-1)?.data.text).toBe("Vu au rayon");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Dossier suivant" }).click();
    await page.waitForURL(`**/${idOf(4)}`);
    await page.getByRole("button", { name: "Plus" }).click();
    await page.getByRole("menuitem", { name: "Fiche client" }).click();
    await page.getByRole("dialog").getByText("Grenoble Caserne").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Clore" }).click();
    const dialog = await page.getByRole("dialog").boundingBox();
    expect(dialog?.height).toBe(844);
    await page.getByText("Sans réponse après trois essais").click();
    await page.getByRole("dialog").getByRole("button", { name: "Clore" }).click();
    await expect.poll(() => api.find(idOf(4)).alert.status).toBe("closed");
    await app.done();
  });

  it.each([
    ["/inbox/inbox", 320],
    [`/inbox/inbox/${idOf(3)}`, 320],
    [`/inbox/inbox/${idOf(11)}`, 320],
    ["/inbox/late", 390],
  ])("%s fits %d px with targets a thumb can hit", async (path, width) => {
    const app = await open({ path, width, height: 640, touch: true });
    await app.page.locator("[data-row], blockquote").first().waitFor();
    expect(await sideways(app)).toBe(0);
    expect(await smallTargets(app)).toEqual([]);
    await app.done();
  });
});

describe("at every width", () => {
  it.each([
    [1920, 224, true, true],
    [1440, 224, true, true],
    [1280, 60, true, true],
    [1100, 60, true, false],
    [800, 60, false, false],
  ])("%d px", async (width, navigation, list, customer) => {
    const app = await open({ path: `/inbox/inbox/${idOf(3)}`, width });
    const { page } = app;
    await page.locator("blockquote").waitFor();
    expect((await page.getByRole("navigation").boundingBox())?.width).toBe(navigation);
    expect(await page.getByRole("grid").isVisible()).toBe(list);
    expect(await page.getByRole("complementary", { name: "Client" }).isVisible()).toBe(customer);
    expect((await page.locator("blockquote").boundingBox())?.width).toBeLessThanOrEqual(680);
    expect(await sideways(app)).toBe(0);
    if (!customer) {
      await page.keyboard.press("i");
      await page.getByRole("dialog").getByText("Grande fidélité").or(page.getByText("Fidélité Or")).waitFor();
    }
    await app.done();
  });

  it("the measures of the specification hold at 1440", async () => {
    const app = await open({ path: `/inbox/alerts/${idOf(3)}` });
    const { page } = app;
    await page.locator("blockquote").waitFor();
    const box = (selector: string) => page.locator(selector).first().boundingBox();
    expect(await box("[data-row]")).toMatchObject({ x: 224, height: 81, width: 395 });
    expect(await box("[role=grid]")).toMatchObject({ x: 224, y: 89 });
    expect(await box("main")).toMatchObject({ x: 620, width: 536 });
    expect(await box("aside")).toMatchObject({ x: 1156, width: 284 });
    const style = await page.locator("blockquote").evaluate((element) => {
      const { fontSize, lineHeight, fontFamily } = getComputedStyle(element);
      return { fontSize, lineHeight, serif: fontFamily.includes("Source Serif") };
    });
    expect(style).toEqual({ fontSize: "20px", lineHeight: "31px", serif: true });
    expect(await page.evaluate(() => document.fonts.check("400 20px 'Source Serif 4 Variable'"))).toBe(true);
    expect(await page.evaluate(() => document.fonts.check("400 14px 'Inter Variable'"))).toBe(true);
    await app.done();
  });

  it("a comment of ten thousand characters does not break the page", async () => {
    const api = new FakeApi();
    api.find(idOf(3)).alert.comment = `${"<b>x</b>".repeat(100)}${"longmot".repeat(1400)}`;
    const app = await open({ path: `/inbox/inbox/${idOf(3)}`, api, width: 390, height: 844, touch: true });
    await app.page.getByRole("button", { name: "Tout afficher" }).click();
    expect(await sideways(app)).toBe(0);
    expect(await app.page.locator("blockquote b").count()).toBe(0);
    await app.done();
  });
});

describe("appearance", () => {
  it("follows the system, then the person's choice, and keeps it", async () => {
    const app = await open({ path: "/inbox/inbox", scheme: "dark" });
    const { page } = app;
    const surface = () =>
      page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--c-surface"));
    await page.locator("[data-row]").first().waitFor();
    expect(await surface()).toBe("#141B1F");
    await page.getByRole("button", { name: /^Menu/ }).click();
    await page.getByRole("menuitemradio", { name: "Claire" }).click();
    await expect.poll(surface).toBe("#FFFFFF");
    await page.reload();
    await page.locator("[data-row]").first().waitFor();
    expect(await surface()).toBe("#FFFFFF");
    await app.done();
  });

  it("moves nothing for who asked for less motion", async () => {
    const app = await open({ path: "/inbox/inbox", reducedMotion: true });
    const { page } = app;
    await page.locator("[data-row]").first().waitFor();
    const moving = await page.evaluate(
      () =>
        [...document.querySelectorAll("*")].filter((element) => {
          const { transitionProperty, animationName, animationDuration } = getComputedStyle(element);
          const animated = animationName !== "none" && Number.parseFloat(animationDuration) > 0.01;
          return (
            animated ||
            (!["opacity", "none", "all"].includes(transitionProperty) && transitionProperty !== "opacity")
          );
        }).length,
    );
    expect(moving).toBe(0);
    await app.done();
  });
});
