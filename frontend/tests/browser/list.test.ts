import { describe, expect, it } from "vitest";
import { FakeApi, problem } from "../../src/test/fake/api.ts";
import { idOf } from "../../src/test/fake/make.ts";
import { claire } from "../../src/test/fake/people.ts";
import { violations } from "./axe.ts";
import { type Opened, type OpenOptions, open as openPage, withBrowser } from "./page.ts";

withBrowser();

/** A page whose waits end before the test does, so that a failure names its line. */
async function open(options: OpenOptions): Promise<Opened> {
  const app = await openPage(options);
  app.page.setDefaultTimeout(8_000);
  return app;
}

const row = ({ page }: Opened, n: number) => page.locator(`[data-row="${idOf(n)}"]`);
const rows = ({ page }: Opened) => page.locator("[data-row]");
const listed = (app: Opened) =>
  rows(app).evaluateAll((all) => all.map((one) => one.getAttribute("data-row")));
const focused = ({ page }: Opened) =>
  page.evaluate(() => document.activeElement?.getAttribute("data-row") ?? document.activeElement?.id);

describe("searching", () => {
  it("by key, as one types, here and everywhere; the way back; nothing found", async () => {
    const api = new FakeApi();
    api.act(api.find(idOf(4)), "closed", claire, { reason: { id: "void", label: "Sans objet" }, note: null });
    const app = await open({ path: "/inbox/alerts", api });
    const { page } = app;
    await row(app, 1).waitFor();
    await page.keyboard.press("/");
    expect(await focused(app)).toBe("search");
    await page.keyboard.type("c");
    await page.keyboard.type("arte");
    await page.waitForURL("**/alerts?q=carte");
    // Found in the order the search gives, without headings; one of them is closed and stands elsewhere.
    await expect.poll(() => listed(app)).toEqual([idOf(1), idOf(7)]);
    expect(api.calls.filter((call) => call === "GET /v1/alerts").length).toBeLessThanOrEqual(3);
    await page.getByText("Partout").click();
    await expect.poll(() => listed(app)).toEqual([idOf(1), idOf(4), idOf(7)]);
    expect(page.url()).toContain("in=all");
    expect(await violations(page)).toEqual([]);

    await page.getByLabel("Rechercher un dossier").focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => focused(app)).toBe(idOf(1));
    await page.reload();
    await expect.poll(() => listed(app)).toEqual([idOf(1), idOf(4), idOf(7)]);

    await page.getByLabel("Rechercher un dossier").fill("carte perdue");
    await page.getByText("Rien pour « carte perdue »", { exact: false }).waitFor();
    await page.getByLabel("Rechercher un dossier").focus();
    await page.keyboard.press("Escape");
    await expect.poll(() => page.url()).toMatch(/\/alerts$/);
    await row(app, 2).waitFor();
    await app.done();
  });

  it("the number of a case opens it, whatever the section; on the phone the way back stays open", async () => {
    const api = new FakeApi();
    const { reference } = api.find(idOf(3)).alert;
    const app = await open({ path: "/inbox/messages", api, width: 390, height: 844, touch: true });
    const { page } = app;
    await rows(app).first().waitFor();
    await page.getByRole("button", { name: "Rechercher un dossier" }).click();
    await page.getByLabel("Rechercher un dossier").fill(reference.toLowerCase());
    await page.waitForURL(`**/${idOf(3)}?q=*`);
    await page.getByRole("button", { name: "Retour à la liste" }).click();
    await row(app, 3).waitFor();
    await page.waitForTimeout(300);
    expect(await listed(app)).toEqual([idOf(3)]);
    await app.done();
  });
});

describe("filters", () => {
  it("narrow list and counts, stand in the address, and go one by one or together", async () => {
    const app = await open({ path: "/inbox/inbox" });
    const { page } = app;
    await row(app, 1).waitFor();
    await page.getByRole("button", { name: "Filtrer" }).click();
    const panel = page.getByRole("dialog", { name: "Filtrer" });
    await panel.getByText("P1", { exact: true }).click();
    await panel.getByText("Non attribué").click();
    await expect.poll(() => page.url()).toMatch(/priority=P1&owner=none/);
    await expect.poll(() => listed(app)).toEqual([idOf(4), idOf(11)]);
    await expect
      .poll(() => page.getByRole("link", { name: /Boîte de réception/ }).textContent())
      .toContain("2");
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await panel.waitFor({ state: "detached" });

    // A colleague who is sent the address sees the same.
    await page.reload();
    await expect.poll(() => listed(app)).toEqual([idOf(4), idOf(11)]);
    await page.getByRole("link", { name: /Alertes/ }).click();
    await page.waitForURL("**/alerts?priority=P1&owner=none");
    await page.getByRole("button", { name: "Retirer le filtre Non attribué" }).click();
    await expect.poll(() => listed(app)).toEqual([idOf(3), idOf(4), idOf(11)]);
    await page.getByRole("button", { name: "Urgentes" }).click();
    await expect.poll(() => listed(app)).toEqual([idOf(3), idOf(4)]);
    await page.getByRole("button", { name: "Retirer le filtre Priorité 1" }).click();
    await expect.poll(async () => (await listed(app)).length).toBeGreaterThan(2);

    await page.getByRole("button", { name: /^Établissement/ }).click();
    await page.getByRole("option", { name: "Centres-villes" }).click();
    await expect.poll(() => page.url()).toContain("group=g-centre");
    await expect.poll(async () => (await listed(app)).includes(idOf(4))).toBe(false);
    await app.done();
  });

  it("a filter that few cases pass is looked for page by page, within bounds", async () => {
    const api = new FakeApi({ extra: 400 });
    api.looked = 10;
    const app = await open({ path: "/inbox/inbox?owner=u-nobody", api });
    const { page } = app;
    await page.getByText("Rien de plus dans les dossiers déjà parcourus.").waitFor();
    const asked = () => api.calls.filter((call) => call === "GET /v1/alerts").length;
    const before = asked();
    expect(before).toBeLessThan(12);
    await page.getByRole("button", { name: "Chercher plus loin" }).click();
    await expect.poll(asked).toBeGreaterThan(before + 5);
    await app.done();
  });
});

describe("many cases at once", () => {
  it("picked by key and pointer, closed with one reason, undone", async () => {
    const app = await open({ path: "/inbox/inbox" });
    const { page, api } = app;
    await row(app, 1).waitFor();
    await row(app, 1).focus();
    await page.keyboard.press("x");
    await page.keyboard.press("ArrowDown");
    await row(app, 4).click({ modifiers: ["Shift"] });
    await page.getByText("4 sélectionnés").waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole("checkbox", { name: "Sélectionner Loïc Le Floch" }).uncheck();
    await page.getByText("3 sélectionnés").waitFor();

    await page.keyboard.press("e");
    const dialog = page.getByRole("dialog", { name: /Clore 3 dossiers/ });
    await dialog.waitFor();
    await page.keyboard.press("4");
    await page.keyboard.press("Control+Enter");
    await expect.poll(() => api.find(idOf(3)).alert.status).toBe("closed");
    expect(api.bulk.asked).toEqual([
      {
        command: "close",
        ids: [idOf(1), idOf(3), idOf(4)],
        args: { reason: "no_answer", note: null },
      },
    ]);
    await page.getByText("Clôture faite").waitFor();
    await expect.poll(() => row(app, 4).count()).toBe(0);

    // Somebody touches one of them before it is undone.
    api.act(api.find(idOf(4)), "noted", claire, { text: "Vu" });
    await page.keyboard.press("z");
    await expect.poll(() => api.find(idOf(3)).alert.status).toBe("assigned");
    await page.getByText("1 non fait").waitFor();
    await page.getByRole("button", { name: "Détail" }).click();
    const result = page.getByRole("dialog", { name: /Résultat/ });
    await result.getByText("changé depuis, laissé comme il est").waitFor();
    expect(await violations(page)).toEqual([]);
    await result.getByRole("link", { name: "Thomas Béranger" }).click();
    await page.waitForURL(`**/${idOf(4)}`);
    await app.done();
  });

  it("all that the filter matches, as a job with its progress", async () => {
    const api = new FakeApi({ extra: 120 });
    const app = await open({ path: "/inbox/unassigned?priority=P2", api });
    const { page } = app;
    await rows(app).first().waitFor();
    await page.getByRole("button", { name: "Sélectionner des dossiers" }).click();
    await page.getByText("Cochez les dossiers", { exact: false }).waitFor();
    await page.getByRole("button", { name: "Tout sélectionner" }).click();
    await page.getByText(/Tout le filtre.*\d+ dossiers/).waitFor();
    await page.keyboard.press("t");
    await page.getByText("Prise en charge en cours").waitFor();
    await page.getByText("Pris en charge").waitFor();
    expect(api.bulk.asked.at(-1)).toMatchObject({
      command: "take",
      filter: { section: "unassigned", priority: "P2" },
    });
    await page.keyboard.press("Escape");
    await app.done();
  });

  it("says what was refused, and keeps the selection", async () => {
    const api = new FakeApi();
    api.override = ({ url }) =>
      url.pathname === "/v1/alerts/bulk"
        ? problem(403, "forbidden", { detail: "Pas votre droit." })
        : undefined;
    const app = await open({ path: "/inbox/inbox", api, expected: /403/ });
    const { page } = app;
    await row(app, 1).waitFor();
    await row(app, 1).focus();
    await page.keyboard.press("x");
    await page.keyboard.press("t");
    await page.getByText("Rien n’a été fait.").waitFor();
    await page.getByText("1 sélectionné").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("heading", { name: "Boîte de réception" }).waitFor();
    await app.done();
  });
});

describe("the list", () => {
  it("shows what waits, what came back and who else is there; two lines when compact; takes the next case", async () => {
    const api = new FakeApi();
    const { alert } = api.find(idOf(5));
    alert.hold = {
      until: "2026-11-25T08:00:00Z",
      or_reply: true,
      by: claire,
      at: alert.created_at,
      note: null,
    };
    api.find(idOf(6)).alert.returned = true;
    const since = "2026-11-24T08:00:00Z";
    api.treat.others = [{ alert_id: idOf(2), person: claire, typing: false, since }];
    const app = await open({ path: "/inbox/inbox", api });
    const { page } = app;
    await row(app, 6).getByText("Revenu d’attente").waitFor();
    await row(app, 2)
      .getByTitle(/Claire Dumas/)
      .waitFor();
    expect(await row(app, 5).count()).toBe(0);
    await page.getByRole("button", { name: /^Menu/ }).click();
    await page.getByRole("menuitemradio", { name: "Compacte" }).click();
    await expect.poll(async () => (await row(app, 2).boundingBox())?.height).toBe(57);
    await page.keyboard.press("Escape");
    await page.getByRole("menu").waitFor({ state: "detached" });
    await page.keyboard.press("g");
    await page.keyboard.press("w");
    await page.waitForURL("**/on_hold");
    await row(app, 5).getByText("jusqu’à demain, 09:00").waitFor();
    // The next case that nobody has.
    await page.keyboard.press("s");
    await page.waitForURL(`**/${idOf(1)}`);
    expect(api.find(idOf(1)).alert.owner?.id).toBe("u-nadia");
    await app.done();
  });
});
