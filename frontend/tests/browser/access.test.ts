import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import texts from "../../src/locales/en.json" with { type: "json" };
import { idOf } from "../../src/test/fake/make.ts";
import { type OpenOptions, open, withBrowser } from "./page.ts";

withBrowser();

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Found {
  id: string;
  nodes: { html: string; failureSummary: string }[];
}

/** The violations of WCAG 2.2 A and AA, and of the good practices, on what is shown. */
async function violations(page: Page): Promise<string[]> {
  // Colours are measured once fading has ended.
  await page.waitForTimeout(250);
  await page.evaluate(source);
  const found = await page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run: (options: object) => Promise<{ violations: Found[] }> };
    };
    const values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    return (await axe.run({ runOnly: { type: "tag", values } })).violations;
  });
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`),
  );
}

const untranslated = new RegExp(`\\b(${Object.keys(texts).join("|")})\\.[a-z]`);

const screens: Record<string, [options: OpenOptions, ready: string, act?: (page: Page) => Promise<void>]> = {
  "the sign-in page": [{ path: "/", signedIn: false, quote: "Merci." }, "h1"],
  "a section": [{ path: "/inbox/inbox" }, "[data-row]"],
  "a case": [{ path: `/inbox/inbox/${idOf(3)}` }, "blockquote"],
  "the call form": [
    { path: `/inbox/inbox/${idOf(4)}` },
    "blockquote",
    async (page) => {
      await page.getByRole("tab").nth(1).click();
      await page.getByRole("tabpanel").getByRole("button").click();
    },
  ],
  "the closing dialog": [
    { path: `/inbox/inbox/${idOf(3)}` },
    "blockquote",
    async (page) => {
      await page.keyboard.press("e");
      await page.getByRole("dialog").waitFor();
      await page.keyboard.press("Control+Enter");
    },
  ],
  "the toast": [
    { path: `/inbox/inbox/${idOf(4)}` },
    "blockquote",
    async (page) => {
      await page.keyboard.press("e");
      await page.keyboard.press("4");
      await page.keyboard.press("Control+Enter");
      await page.locator("[aria-keyshortcuts=z]").waitFor();
    },
  ],
  "the menu": [{ path: "/inbox/done" }, "nav", (page) => page.locator("nav button").last().click()],
  "the place filter": [
    { path: "/inbox/inbox" },
    "[data-row]",
    (page) => page.locator("section header button").click(),
  ],
  "the keys": [{ path: "/inbox/inbox" }, "[data-row]", (page) => page.keyboard.press("?")],
  "an unknown case": [{ path: "/alerts/none", expected: /404/ }, "main h1"],
  "the phone's list": [{ path: "/inbox/alerts", width: 390, height: 844, touch: true }, "[data-row]"],
  "the phone's case": [
    { path: `/inbox/alerts/${idOf(3)}`, width: 390, height: 844, touch: true },
    "blockquote",
  ],
  "the folded navigation": [{ path: `/inbox/alerts/${idOf(3)}`, width: 1100 }, "blockquote"],
};

describe.each(["fr", "en"] as const)("in %s", (language) => {
  it.each(Object.keys(screens))("%s has no violation, light or dark", async (name) => {
    const [options, ready, act] = screens[name] as (typeof screens)[string];
    const app = await open({ ...options, language });
    const { page } = app;
    await page.locator(ready).first().waitFor();
    await act?.(page);
    expect(await violations(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    await expect.poll(() => page.getAttribute("html", "data-mantine-color-scheme")).toBe("dark");
    expect(await violations(page)).toEqual([]);
    // A text without translation would show its key.
    expect(await page.locator("body").innerText()).not.toMatch(untranslated);
    await app.done();
  });
});
