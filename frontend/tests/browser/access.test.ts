import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import caseTexts from "../../src/locales/case.en.json" with { type: "json" };
import texts from "../../src/locales/en.json" with { type: "json" };
import entryTexts from "../../src/locales/entry.en.json" with { type: "json" };
import listTexts from "../../src/locales/list.en.json" with { type: "json" };
import manageTexts from "../../src/locales/manage.en.json" with { type: "json" };
import sourcesTexts from "../../src/locales/sources.en.json" with { type: "json" };
import { FakeApi } from "../../src/test/fake/api.ts";
import { idOf } from "../../src/test/fake/make.ts";
import { admin } from "../../src/test/fake/people.ts";
import { violations } from "./axe.ts";
import { type OpenOptions, open, withBrowser } from "./page.ts";

withBrowser();

const untranslated = new RegExp(
  `\\b(${Object.keys({ ...texts, ...caseTexts, ...listTexts, ...manageTexts, ...sourcesTexts, ...entryTexts }).join("|")})\\.[a-z]`,
);

const withdrawn = new FakeApi();
{
  const { alert } = withdrawn.find(idOf(3));
  alert.feedback.flags.push("unsigned");
  Object.assign(alert, {
    withdrawn: true,
    withdrawn_at: "2026-11-24T06:00:00Z",
    revised: true,
    first_score: { value: 6, min: 0, max: 10, kind: "nps", class: "low" },
  });
}
const managing = new FakeApi({ me: admin });

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
    (page) => page.locator("section header button[aria-haspopup=listbox]").click(),
  ],
  "the keys": [{ path: "/inbox/inbox" }, "[data-row]", (page) => page.keyboard.press("?")],
  "an unknown case": [{ path: "/alerts/none", expected: /404/ }, "main h1"],
  "the phone's list": [{ path: "/inbox/alerts", width: 390, height: 844, touch: true }, "[data-row]"],
  "the phone's case": [
    { path: `/inbox/alerts/${idOf(3)}`, width: 390, height: 844, touch: true },
    "blockquote",
  ],
  "the sources": [{ path: "/manage/sources", api: managing }, "article ol li + li + li"],
  "the sources on a phone": [
    { path: "/manage/sources/s-new", api: managing, width: 390, height: 844, touch: true },
    "article",
  ],
  "a new source": [
    { path: "/manage/sources/new", api: managing },
    "main ul button",
    (page) => page.locator("main ul button").nth(2).click(),
  ],
  "the address of a source": [
    { path: "/manage/sources/s-site", api: managing },
    "article",
    async (page) => {
      await page.locator("article button[aria-label]").first().click();
      await page.getByRole("dialog").waitFor();
    },
  ],
  "the quarantine": [{ path: "/manage/quarantine", api: managing }, "main ul + *, main section + section li"],
  "the imports": [{ path: "/manage/imports", api: managing }, "table"],
  "an import": [{ path: "/manage/imports/jaaaaaaaaaaaaaaa1", api: managing }, "table"],
  "a file to import": [{ path: "/manage/imports/new", api: managing }, "form"],
  "the keyword lists": [{ path: "/manage/lists", api: managing }, "table"],
  "a keyword list": [{ path: "/manage/lists/kl-food", api: managing }, "fieldset, main input"],
  "entering a feedback": [
    { path: "/inbox/inbox" },
    "[data-row]",
    async (page) => {
      await page.getByRole("button", { name: /^(Saisir un retour|Enter feedback)/ }).click();
      await page.getByRole("dialog").locator("button[type=submit]").click();
      await page.locator("[aria-invalid=true]").first().waitFor();
    },
  ],
  "the rules": [{ path: "/manage/rules", api: managing }, "table"],
  "the menu of a rule": [
    { path: "/manage/rules", api: managing },
    "table",
    (page) => page.locator("td button").first().click(),
  ],
  "the points to check": [{ path: "/manage/rules/findings", api: managing }, "main li"],
  "a rule": [{ path: "/manage/rules/r-food", api: managing }, "aside figure"],
  "a new rule": [
    { path: "/manage/rules/new", api: managing },
    "fieldset",
    async (page) => {
      await page.keyboard.press("Control+Enter");
      await page.locator("[aria-invalid=true]").first().waitFor();
    },
  ],
  "choosing places": [
    { path: "/manage/rules/r-food", api: managing },
    "aside figure",
    async (page) => {
      await page.locator("button[aria-haspopup=listbox]").last().click();
      await page.locator("[role=option]:visible").first().waitFor();
    },
  ],
  "the history of a rule": [
    { path: "/manage/rules/r-food", api: managing },
    "aside figure",
    async (page) => {
      await page.locator("header button").first().click();
      await page.getByRole("dialog").locator("li button").first().click();
    },
  ],
  "the test of a rule": [
    { path: "/manage/rules/r-food", api: managing },
    "aside figure",
    async (page) => {
      await page.locator("header button").nth(1).click();
      await page.getByRole("dialog").locator("blockquote").waitFor();
    },
  ],
  "the phone's rules": [
    { path: "/manage/rules", api: managing, width: 390, height: 844, touch: true },
    "main li",
  ],
  "a rule on the phone": [
    { path: "/manage/rules/r-food", api: managing, width: 390, height: 844, touch: true },
    "aside figure",
  ],
  "a withdrawn answer": [{ path: `/inbox/inbox/${idOf(3)}`, api: withdrawn }, "blockquote"],
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
