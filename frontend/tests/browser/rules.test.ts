import { describe, expect, it } from "vitest";
import { FakeApi, problem } from "../../src/test/fake/api.ts";
import { admin, claire } from "../../src/test/fake/people.ts";
import { type Opened, type OpenOptions, open, withBrowser } from "./page.ts";

withBrowser();

const manage = (path: string, options: OpenOptions & { api?: FakeApi } = {}) =>
  open({ api: new FakeApi({ me: admin }), path, ...options });
const editor = async (options: OpenOptions = {}) => {
  const app = await manage("/manage/rules/r-food", options);
  await app.page.getByText("34 retours").first().waitFor();
  return app;
};
const sideways = ({ page }: Opened) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
const line = ({ page }: Opened, number: string) =>
  page.getByRole("group", { name: `Condition ${number}`, exact: true });
const save = ({ page }: Opened) => page.getByRole("button", { name: /^(Enregistrer|Créer)/ });
const toast = ({ page }: Opened, text: string) => page.getByRole("status").getByText(text);

describe("the list of rules", () => {
  it("tells what each does, how much it takes and what there is to check", async () => {
    const app = await manage("/manage/rules");
    const { page } = app;
    const low = page.getByRole("row", { name: /Note basse/ });
    await expect.poll(() => low.textContent()).toContain("471");
    expect(await low.textContent()).toMatch(
      /Alerte.*P2.*Active.*7.j.*Oui.*1.point bloquant.*1.avertissement/,
    );
    expect(await page.getByRole("row", { name: /Rupture/ }).textContent()).toContain("jusqu’au 15 déc. 2026");
    await page.getByRole("searchbox").fill("secu");
    await expect.poll(() => page.getByRole("row").count()).toBe(3);
    await page.getByText("Brouillons").click();
    await page.getByRole("button", { name: "Tout afficher" }).click();
    await expect.poll(() => page.getByRole("row").count()).toBe(9);
    await app.done();
  });

  it("pauses until a day, activates and deletes, each to be undone", async () => {
    const app = await manage("/manage/rules");
    const { page, api } = app;
    const { rules } = api;
    const command = async (label: string, name: string) => {
      await page.getByRole("button", { name: `Actions sur ${label}` }).click();
      await page.getByRole("menuitem", { name }).click();
    };
    await command("Corps étranger", "Mettre en pause");
    await page.getByLabel("Jusqu’au").fill("2026-12-01");
    await page.getByRole("dialog").getByRole("button", { name: "Mettre en pause" }).click();
    await toast(app, "mise en pause").waitFor();
    // The day begins at midnight in the account's zone.
    expect(rules.find("r-foreign")).toMatchObject({
      status: "paused",
      paused_until: "2026-11-30T23:00:00Z",
    });
    // A dialog on its way out still has the keyboard.
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.keyboard.press("z");
    await expect.poll(() => rules.find("r-foreign").status).toBe("active");

    await command("DET_06", "Activer");
    await toast(app, "activée").waitFor();
    expect(rules.find("r-draft").status).toBe("active");

    await command("Rappel demandé", "Supprimer");
    await toast(app, "supprimée").waitFor();
    expect(rules.rules.some(({ label }) => label === "Rappel demandé")).toBe(false);
    await page.getByRole("button", { name: "Annuler" }).click();
    await expect.poll(() => rules.rules.some(({ label }) => label === "Rappel demandé")).toBe(true);
    await page.getByRole("link", { name: "Rappel demandé" }).waitFor();
    await app.done();
  });

  it("says what stood in the way of a command", async () => {
    const app = await manage("/manage/rules", { expected: /409/ });
    const { page, api } = app;
    await page.getByRole("link", { name: "Note basse" }).waitFor();
    api.rules.save("r-low", { priority: "P3" });
    await page.getByRole("button", { name: "Actions sur Note basse" }).click();
    await page.getByRole("menuitem", { name: "Supprimer" }).click();
    api.override = ({ method }) => (method === "DELETE" ? problem(409, "stale_version") : undefined);
    await page.getByRole("button", { name: "Actions sur Corps étranger" }).click();
    await page.getByRole("menuitem", { name: "Supprimer" }).click();
    await page.getByText("Quelqu’un l’a modifiée entre-temps.").waitFor();
    await app.done();
  });

  it("shows the points to check by weight, each with its action", async () => {
    const app = await manage("/manage/rules/findings");
    const { page, api } = app;
    await page.getByRole("heading", { name: /Bloquant/ }).waitFor();
    const order = await page.locator("main h2").allTextContents();
    expect(order.map((text) => text.replace(/\s*\d+$/, ""))).toEqual([
      "Bloquant",
      "Avertissements",
      "Conseils",
      "En ordre",
    ]);
    await page.getByRole("button", { name: "Mettre en pause" }).click();
    await expect.poll(() => api.rules.find("r-call").status).toBe("paused");
    await page.getByRole("link", { name: "Ouvrir l’autre définition" }).click();
    await page.waitForURL("**/manage/rules/r-food-west");
    await app.done();
  });

  it("is for who may: others are told so, managers read", async () => {
    const refused = await open({ path: "/manage/rules" });
    await refused.page.getByText("réservée à la gestion du compte").waitFor();
    expect(await refused.page.getByRole("link", { name: "Gérer" }).count()).toBe(0);
    await refused.done();
    const api = new FakeApi({ me: { ...admin, role: "manager", rights: ["treat", "rules_read"] } });
    const reading = await open({ path: "/manage/rules", api });
    await reading.page.getByRole("link", { name: "Note basse" }).click();
    await reading.page.getByText(/Prévenir quand/).waitFor();
    expect(await save(reading).count()).toBe(0);
    expect(await reading.page.getByRole("button", { name: "Condition", exact: true }).count()).toBe(0);
    expect(api.calls.filter((call) => /findings|preview/.test(call))).toEqual([]);
    await reading.done();
  });
});

describe("writing a rule", () => {
  it("from nothing, by keyboard, with its sentence and figure following", async () => {
    const app = await manage("/manage/rules/new");
    const { page, api } = app;
    await page.getByLabel("Nom", { exact: true }).fill("Attente en caisse");
    const words = page.getByLabel("Mots", { exact: true });
    await words.fill("attente");
    await words.press("Enter");
    await words.pressSequentially("file d’attente,");
    await page.getByText(/le commentaire mentionne «.attente.» ou «.file d’attente.»/).waitFor();
    await page.getByText("34 retours").first().waitFor();
    await page.getByRole("button", { name: "Condition", exact: true }).click();
    await line(app, "2").getByLabel("Champ").selectOption("score");
    // A figure that is no longer the rule's stays, dimmed, until the next one.
    await expect.poll(() => page.locator("[data-stale]").count()).toBe(1);
    expect(await page.getByText("34 retours").first().isVisible()).toBe(true);
    await line(app, "2").getByLabel("Comparaison").selectOption("<");
    await line(app, "2")
      .getByLabel(/^Valeur/)
      .fill("4");
    await expect.poll(() => page.locator("[data-stale]").count()).toBe(0);
    await page.getByText("la note est inférieure à 4 sur 10").waitFor();
    await page.keyboard.press("Control+Enter");
    await toast(app, "enregistrée").waitFor();
    await page.waitForURL("**/manage/rules/r-new-1");
    expect(api.rules.find("r-new-1")).toMatchObject({
      label: "Attente en caisse",
      status: "draft",
      criteria: {
        combinator: "and",
        rules: [
          { field: "comment", operator: "mentions", value: { words: ["attente", "file d’attente"] } },
          { field: "score", operator: "<", value: 4 },
        ],
      },
    });
    await app.done();
  });

  it("asks the figure once it has stood still, not at every key", async () => {
    const app = await editor();
    const { page, api } = app;
    const before = api.rules.previews.length;
    await line(app, "2.1")
      .getByLabel(/^Valeur/)
      .pressSequentially("00000", { delay: 60 });
    await page.waitForTimeout(900);
    expect(api.rules.previews.length - before).toBe(1);
    await app.done();
  });

  it("marks what is missing when it is saved too early", async () => {
    const app = await manage("/manage/rules/new");
    const { page, api } = app;
    await page.getByRole("button", { name: /^Créer/ }).click();
    await page.getByText("Donnez un nom à la définition.").waitFor();
    await page.getByText("Complétez cette condition.").waitFor();
    expect(api.calls.some((call) => call === "POST /v1/rules")).toBe(false);
    await app.done();
  });

  it("chooses places, lists and values, nests and moves conditions", async () => {
    const app = await editor();
    const { page, api } = app;
    await line(app, "3")
      .getByRole("button", { name: /Établissement/ })
      .click();
    await page.getByRole("listbox").getByRole("option", { name: "Grand Ouest" }).click();
    await page.getByRole("option", { name: "Magasins avec drive" }).click();
    await page.keyboard.press("Escape");
    await page
      .getByText("l’établissement est dans Halles Verdier, Grand Ouest ou Magasins avec drive")
      .waitFor();
    await line(app, "1").getByRole("button", { name: "Listes" }).click();
    await page.getByRole("option", { name: /Menace de départ/ }).click();
    await page.keyboard.press("Escape");
    await page.getByText(/un mot de Sécurité alimentaire ou un mot de Menace de départ/).waitFor();
    await line(app, "1")
      .getByRole("button", { name: /^Déplacer/ })
      .click();
    await page.getByRole("menuitem", { name: "Descendre" }).click();
    await page.getByRole("menu").waitFor({ state: "detached" });
    await expect.poll(() => line(app, "2").getByLabel("Champ").inputValue()).toBe("comment");
    await line(app, "3")
      .getByRole("button", { name: /^Déplacer/ })
      .click();
    await page.getByRole("menuitem", { name: "Mettre dans un groupe" }).click();
    await line(app, "3.1").waitFor();
    await page.keyboard.press("Control+Enter");
    await toast(app, "enregistrée").waitFor();
    const text = JSON.stringify(api.rules.find("r-food").criteria);
    expect(text).toContain('"lists":["kl-food","kl-leave"]');
    expect(text).toContain('"value":["p-net","p-ouest","g-drive"]');
    expect(text).not.toContain('"id"');
    await app.done();
  });

  it("shows the faults of the API at their fields", async () => {
    const app = await editor({ expected: /422/ });
    const { page } = app;
    await line(app, "1").getByLabel("Comparaison").selectOption("matches");
    await line(app, "1").getByLabel("Valeur").fill("(");
    await line(app, "1").getByText("Motif illisible au caractère 1.").waitFor();
    expect(await line(app, "1").getByLabel("Valeur").getAttribute("aria-invalid")).toBe("true");
    expect(await page.getByText("34 retours").first().isVisible()).toBe(true);
    await line(app, "1").getByLabel("Valeur").fill("abc");
    await line(app, "1").getByText("Motif illisible").waitFor({ state: "detached" });
    await app.done();
  });

  it("that takes over half of all feedback waits for a tick", async () => {
    const app = await editor({ expected: /422/ });
    const { page, api } = app;
    await line(app, "2.1")
      .getByLabel(/^Valeur/)
      .fill("9");
    await page.getByText("Cette définition prend 62 % des retours.").waitFor();
    await save(app).click();
    expect(api.calls.some((call) => call.startsWith("PUT"))).toBe(false);
    await page.getByLabel("C’est voulu, l’enregistrer ainsi").check();
    await save(app).click();
    await toast(app, "enregistrée").waitFor();
    expect(api.rules.find("r-food").version).toBe(8);
    await app.done();
  });

  it("that somebody else saved first: what they changed, and whose goes on", async () => {
    const app = await editor({ expected: /409/ });
    const { page, api } = app;
    api.rules.save("r-food", { priority: "P3" }, claire);
    await page.getByLabel("Nom", { exact: true }).fill("Hygiène");
    await page.keyboard.press("Control+Enter");
    const banner = page.getByRole("alert");
    await banner.getByText(/Claire Dumas a enregistré la version 8/).waitFor();
    expect(await banner.textContent()).toMatch(/Priorité 1.*Priorité 3/);
    expect(await page.getByLabel("Nom", { exact: true }).inputValue()).toBe("Hygiène");
    await page.getByRole("button", { name: "Enregistrer la mienne par-dessus" }).click();
    await toast(app, "enregistrée").waitFor();
    expect(api.rules.find("r-food")).toMatchObject({ version: 9, label: "Hygiène", priority: "P1" });
    await app.done();
  });

  it("keeps what is written when saving fails, and one key for its retries", async () => {
    const api = new FakeApi({ me: admin });
    let broken = true;
    api.override = ({ method, url }) =>
      broken && method === "POST" && url.pathname === "/v1/rules" ? problem(500, "internal") : undefined;
    const app = await manage("/manage/rules/new?from=r-food", { api, expected: /500/ });
    const { page } = app;
    await expect
      .poll(() => page.getByLabel("Nom", { exact: true }).inputValue())
      .toBe("Sécurité alimentaire (copie)");
    await page.keyboard.press("Control+Enter");
    await page.getByText("La définition n’a pas été enregistrée.").waitFor();
    broken = false;
    await page.getByRole("button", { name: "Réessayer" }).click();
    await toast(app, "enregistrée").waitFor();
    expect(new Set(api.keys).size).toBe(1);
    await app.done();
  });

  it("is not lost by leaving", async () => {
    const app = await editor();
    const { page } = app;
    await page.getByLabel("Nom", { exact: true }).fill("Autre nom");
    await page.getByRole("link", { name: "Boîte de réception" }).click();
    await page.getByRole("dialog").getByText("Quitter sans enregistrer").first().waitFor();
    await page.getByRole("button", { name: "Continuer à écrire" }).click();
    expect(page.url()).toContain("/manage/rules/r-food");
    await page.getByRole("link", { name: "Boîte de réception" }).click();
    await page.getByRole("button", { name: "Quitter sans enregistrer" }).click();
    await page.waitForURL("**/inbox/inbox");
    await app.done();
  });
});

describe("trying a rule", () => {
  it("on one feedback: fired or not, and why", async () => {
    const app = await editor();
    const { page } = app;
    await page.getByRole("button", { name: "Tester sur un retour" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("Se déclenche", { exact: true }).waitFor();
    expect(await dialog.locator("blockquote mark").textContent()).toBe("plastique dur");
    await dialog.getByLabel("Identifiant du retour").fill("f-fine");
    await dialog.getByLabel("Identifiant du retour").press("Enter");
    await dialog.getByText("Ne se déclenche pas", { exact: true }).waitFor();
    const why = await dialog.getByRole("listitem").allTextContents();
    expect(why.map((text) => text.replace(/[\u202f\u00a0]/g, " "))).toEqual([
      "1La note est inférieure à 5 sur 10 : 9",
      "2Le client demande à être rappelé : non",
    ]);
    await app.done();
  });

  it("on a feedback that does not exist", async () => {
    const app = await editor({ expected: /404/ });
    const { page } = app;
    await page.getByRole("button", { name: "Tester sur un retour" }).click();
    await page.getByLabel("Identifiant du retour").fill("nothing");
    await page.getByLabel("Identifiant du retour").press("Enter");
    await page.getByText("Aucun retour ne porte cet identifiant.").waitFor();
    await app.done();
  });

  it("on a year, as a job that survives a reload", async () => {
    const app = await editor();
    const { page, api } = app;
    api.rules.steps = [0.2, 0.2, 0.2, 0.2, 0.7, 1];
    await page.getByRole("button", { name: "Rejouer" }).click();
    await page.getByText(/retours rejoués sur/).waitFor();
    await page.reload();
    await page.getByText(/retours rejoués sur/).waitFor();
    await page.clock.runFor(8000);
    await page.getByText(/sur 365 jours, 1,1 par jour/).waitFor();
    await page.getByRole("button", { name: "Revenir à 30 jours" }).click();
    await page.getByText(/sur 30 jours, /).waitFor();
    await app.done();
  });

  it("on a year, cancelled", async () => {
    const app = await editor();
    const { page, api } = app;
    api.rules.steps = [0.2];
    await page.getByRole("button", { name: "Rejouer" }).click();
    await page.getByText(/retours rejoués sur/).waitFor();
    await page.getByRole("button", { name: "Annuler" }).click();
    await page.clock.runFor(3000);
    await page.getByRole("button", { name: "Rejouer" }).waitFor();
    await app.done();
  });

  it("shows the days as a table too", async () => {
    const app = await editor();
    const { page } = app;
    await page.getByRole("button", { name: "Tableau" }).click();
    expect(await page.getByRole("table").getByRole("row").count()).toBe(24);
    await app.done();
  });
});

describe("earlier versions", () => {
  it("show what changed and come back", async () => {
    const app = await editor();
    const { page, api } = app;
    await page.getByRole("button", { name: "Historique" }).click();
    await page.getByRole("button", { name: /Version 7/ }).click();
    const changes = page.getByRole("dialog");
    await changes.getByText("Priorité 2").waitFor();
    expect(await changes.locator("del").allTextContents()).toEqual(
      ["Avant : Priorité 2", "Avant : 2 j"].map((text) =>
        expect.stringMatching(new RegExp(text.replaceAll(" ", "[\\s\\u202f\\u00a0]"))),
      ),
    );
    await page.getByRole("button", { name: /Version 6/ }).click();
    await page.getByRole("button", { name: "Restaurer la version 6" }).click();
    await toast(app, "restaurée").waitFor();
    expect(api.rules.find("r-food")).toMatchObject({ version: 8, priority: "P2", expires_in: 172_800 });
    await page.getByText("Version 8, active").waitFor();
    await app.done();
  });
});

describe("at every width", () => {
  it.each([
    ["/manage/rules", 390],
    ["/manage/rules", 320],
    ["/manage/rules/r-food", 390],
    ["/manage/rules/r-food", 320],
    ["/manage/rules/new", 320],
    ["/manage/rules/findings", 320],
    ["/manage/rules", 800],
    ["/manage/rules/r-food", 800],
    ["/manage/rules/r-food", 1100],
  ])("%s fits %d px", async (path, width) => {
    const app = await manage(path, { width, height: 740, touch: width < 640 });
    await app.page.locator("h1").waitFor();
    await app.page.waitForTimeout(900);
    expect(await sideways(app)).toBe(0);
    const wide = await app.page.evaluate(() =>
      [...document.querySelectorAll("main *")]
        // A row of chips scrolls by itself.
        .filter((element) => element.checkVisibility() && !element.closest(".visually-hidden, nav"))
        .filter((element) => element.getBoundingClientRect().right > window.innerWidth + 1)
        .map((element) => `${element.tagName} ${element.className}`),
    );
    expect(wide).toEqual([]);
    await app.done();
  });
});
