import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { FakeApi } from "../../src/test/fake/api.ts";
import { admin } from "../../src/test/fake/people.ts";
import { managerRights } from "../../src/test/fake/rights.ts";
import { type Opened, type OpenOptions, open, withBrowser } from "./page.ts";

withBrowser();

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const manage = (path: string, options: OpenOptions = {}) =>
  open({ api: new FakeApi({ me: admin }), path, ...options });
const toast = ({ page }: Opened, text: string | RegExp) => page.getByRole("status").getByText(text);
const dialog = ({ page }: Opened) => page.getByRole("dialog");
const save = ({ page }: Opened) => page.getByRole("button", { name: "Enregistrer", exact: true });

/** Moves within the page shown: a new one takes longer than all the rest of a test. */
async function go(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState({}, "", to);
    dispatchEvent(new PopStateEvent("popstate"));
  }, path);
}

describe("people", () => {
  it("are invited, changed over somebody else's change, sent away and let out", async () => {
    const app = await manage("/manage/people", { expected: /409|422/ });
    const { page, api } = app;
    await page.getByRole("link", { name: "Inviter" }).click();
    await page.getByLabel("Nom", { exact: true }).fill("Alice Perrin");
    await page.getByLabel("E-mail", { exact: true }).fill("alice");
    await page.getByRole("button", { name: "Envoyer l’invitation" }).click();
    await page.getByText("Not an address").waitFor();
    await page.getByLabel("E-mail", { exact: true }).fill("alice.perrin@halles-verdier.example");
    await page.getByRole("button", { name: "Établissements, Choisir des établissements" }).click();
    await page.getByRole("option", { name: "Grand Ouest" }).click();
    await page.keyboard.press("Escape");
    await page.getByText("2 établissements").waitFor();
    await page.getByRole("button", { name: "Envoyer l’invitation" }).click();
    await toast(app, "Alice Perrin").waitFor();
    expect(api.admin.users.at(-1)).toMatchObject({ role: "agent", places: ["p-ouest"], status: "invited" });

    await page.getByRole("link", { name: "Nadia Benali" }).click();
    await page.getByRole("radio", { name: /^Lecture seule/ }).check();
    const nadia = api.admin.users.find(({ id }) => id === "u-nadia");
    if (nadia) nadia.version += 1;
    await save(app).click();
    await page.getByText("Quelqu’un a enregistré une autre version").waitFor();
    await page.getByRole("button", { name: "Enregistrer quand même" }).click();
    await toast(app, "Nadia Benali").waitFor();
    expect(nadia?.role).toBe("viewer");

    await page.getByLabel("Dernier jour").fill("2026-11-20");
    await page.getByRole("button", { name: "Enregistrer l’absence" }).click();
    await page.getByText("Le dernier jour vient avant le premier.").waitFor();
    await page.getByLabel("Dernier jour").fill("2026-12-04");
    await page.getByRole("button", { name: "Enregistrer l’absence" }).click();
    await expect.poll(() => nadia?.absence?.until).toBe("2026-12-04T23:00:00Z");

    await page.getByRole("button", { name: "Retirer l’accès" }).click();
    await dialog(app)
      .getByRole("button", { name: /^Qui reprend/ })
      .click();
    await page.getByRole("combobox", { name: /Chercher/ }).fill("Claire");
    await page.getByRole("option", { name: /Claire Dumas/ }).click();
    await dialog(app).getByRole("button", { name: "Retirer l’accès" }).click();
    await page.getByText("9 dossiers repris.").waitFor();
    await page.getByRole("button", { name: "Rétablir l’accès" }).click();
    await expect.poll(() => nadia?.disabled).toBe(false);

    // The last administrator stays one, in words.
    api.override = ({ method, url }) =>
      method === "PUT" && url.pathname.endsWith("u-nadia")
        ? { status: 409, body: { status: 409, code: "last_admin", title: "last_admin" } }
        : undefined;
    await page.getByRole("radio", { name: /^Équipe/ }).check();
    await save(app).click();
    await page.getByText("C’est la dernière personne qui administre").waitFor();
    await app.done();
  });

  it("a manager invites to work on cases, and changes nobody", async () => {
    const api = new FakeApi({ me: { ...admin, id: "u-claire", role: "manager", rights: managerRights } });
    const app = await manage("/manage/people/new", { api });
    const { page } = app;
    await page.getByText("Équipe", { exact: true }).waitFor();
    expect(await page.getByRole("radio").count()).toBe(2);
    await go(page, "/manage/people/u-yann");
    await page.getByRole("heading", { name: "Yann Kervella" }).waitFor();
    expect(await page.getByLabel("Nom", { exact: true }).isDisabled()).toBe(true);
    expect(await page.getByRole("button", { name: "Retirer l’accès" }).count()).toBe(0);
    await go(page, "/manage/settings/cases");
    await page.getByText("Cette page est réservée").waitFor();
    await app.done();
  });
});

describe("places", () => {
  it("are found, moved with their cases, put in groups and read from a file", async () => {
    const app = await manage("/manage/places", { expected: /409/ });
    const { page, api } = app;
    await page.getByLabel("Nom ou code").fill("bre-si");
    await page.getByRole("button", { name: "Brest Siam", exact: true }).click();
    await dialog(app).getByLabel("Dans").selectOption("p-nord");
    await page.getByText("Ses dossiers suivent").waitFor();
    await dialog(app).getByRole("button", { name: "Enregistrer" }).click();
    await page.getByText("12 dossiers ont suivi.").waitFor();
    expect(api.admin.places.find(({ id }) => id === "p-brest")?.parent).toBe("p-nord");
    await page.getByLabel("Nom ou code").fill("");
    await page.getByRole("button", { name: "Hauts-de-France", exact: true }).click();
    await dialog(app).getByRole("button", { name: "Retirer" }).click();
    await page.getByText("Il contient d’autres établissements.").waitFor();
    await page.keyboard.press("Escape");

    await page.getByRole("link", { name: "Groupes" }).click();
    await page.getByRole("button", { name: "Centres-villes" }).click();
    await dialog(app).getByRole("button", { name: "Supprimer" }).click();
    await page.getByText("Il est encore utilisé.").waitFor();
    await page.keyboard.press("Escape");

    await page.getByRole("link", { name: "Fichiers" }).click();
    await page
      .getByLabel("Ou collez les lignes ici")
      .fill("id;name;parent\np-1;Nantes;p-ouest\np-2;Paris;nowhere");
    await page.getByRole("button", { name: "Essayer le fichier" }).click();
    await page.getByText("No place has this id").waitFor();
    await page.getByRole("button", { name: "Appliquer 1 ligne juste" }).click();
    await page.getByText("2 lignes appliquées.").waitFor();
    expect(api.admin.files).toEqual(["dry_run places", "partial places"]);
    await app.done();
  });
});

describe("plans", () => {
  it("are written, ordered by keyboard, and cannot be saved without an end", async () => {
    const app = await manage("/manage/plans");
    const { page, api } = app;
    await page.getByRole("link", { name: "Ajouter un plan" }).click();
    await page.getByLabel("Nom", { exact: true }).fill("Retard de livraison");
    await page.getByLabel("Action", { exact: true }).fill("Appeler");
    await page.getByLabel("Nom du résultat 1").fill("Joint");
    await page.getByLabel("Fin du plan").selectOption("imposed");
    await page.getByRole("button", { name: "Ajouter une action" }).click();
    await page.getByLabel("Action", { exact: true }).fill("Rembourser");
    await page.getByLabel("Nom du résultat 1").fill("Fait");
    await page.getByRole("button", { name: "Monter Rembourser" }).press("Enter");
    await save(app).click();
    await page.getByText("demande au moins un état de sortie").waitFor();
    await page.getByRole("button", { name: "Ajouter un état" }).click();
    await page.getByLabel("Nom de l’état 1").fill("Remboursé");
    await page.getByText("Clôt l’alerte").click();
    await save(app).click();
    await page.getByText("Un état qui clôt l’alerte demande un motif.").waitFor();
    await page.getByLabel(/^Motif de clôture de/).selectOption("gesture");
    await save(app).click();
    await toast(app, "Retard de livraison").waitFor();
    const plan = api.admin.records.plans?.at(-1) as unknown as { actions: { name: string }[] };
    expect(plan.actions.map(({ name }) => name)).toEqual(["Rembourser", "Appeler"]);
    await app.done();
  });
});

describe("words and settings", () => {
  it("a reason is archived, a sub-motive gets a department", async () => {
    const app = await manage("/manage/reasons/closing");
    const { page, api } = app;
    await page.getByRole("button", { name: "Retour sans objet" }).click();
    await dialog(app).getByRole("button", { name: "Archiver" }).click();
    await page.getByRole("row", { name: /Retour sans objet Archivé/ }).waitFor();
    await page.getByRole("link", { name: "Motifs de contact" }).click();
    await page.getByRole("button", { name: "Fraîcheur" }).click();
    await dialog(app).getByLabel("Service").selectOption("d-till");
    await save(app).click();
    await page.getByRole("row", { name: /Fraîcheur.*Ligne de caisse/ }).waitFor();
    expect(api.admin.records.motives?.find(({ id }) => id === "m-fresh")).toMatchObject({ version: 2 });
    await app.done();
  });

  it("settings send what was changed only, and criteria are written as those of rules", async () => {
    const app = await manage("/manage/settings/cases");
    const { page, api } = app;
    const sent: unknown[] = [];
    api.override = ({ method, body }) => {
      if (method === "PATCH") sent.push(body);
      return undefined;
    };
    await page.getByText("Trois", { exact: true }).click();
    await page.getByLabel("Traitée, nom en Français").fill("Résolue");
    await page.getByText("Un nom demande les deux langues.").waitFor();
    await page.getByLabel("Traitée, nom en Anglais").fill("Solved");
    await save(app).click();
    await toast(app, "Dossiers").waitFor();
    await page.getByRole("link", { name: "Délais" }).click();
    await page.getByLabel("E-mail, P1", { exact: true }).fill("12");
    await page.getByText("Prévenir le niveau au-dessus").click();
    await save(app).click();
    await toast(app, "Délais").waitFor();
    await page.getByRole("link", { name: "Priorités" }).click();
    await page.getByText("Plus de 20 % des dossiers ouverts sont P1.").waitFor();
    await page.getByRole("button", { name: "Ajouter un critère" }).click();
    await dialog(app).getByLabel("Nom", { exact: true }).fill("Intoxication");
    await dialog(app).getByPlaceholder("Ajouter un mot").fill("malade");
    await dialog(app).getByPlaceholder("Ajouter un mot").press("Enter");
    await dialog(app).getByText("Est P1").click();
    await dialog(app).getByRole("button", { name: "Valider" }).click();
    await page.getByRole("button", { name: "Monter Intoxication" }).click();
    await save(app).click();
    await toast(app, "Priorités").waitFor();
    await page.getByRole("link", { name: "Fiche client" }).click();
    await page.getByRole("button", { name: "Monter Achats sur 12 mois" }).click();
    await save(app).click();
    await toast(app, "Fiche client").waitFor();
    expect(sent.map((body) => Object.keys(body as object).sort())).toEqual([
      ["labels", "version", "view"],
      ["escalation", "targets", "version"],
      ["priorities", "version"],
      ["panel", "version"],
    ]);
    expect(api.admin.settings.targets.email).toMatchObject({ P1: 12 * 3600, P2: 48 * 3600 });
    expect(api.admin.settings.priorities.map(({ label }) => label)).toEqual([
      "Intoxication",
      "Cliente ou client Platine",
    ]);
    await app.done();
  });

  it("a calendar tells which hours cannot be, and shows its days", async () => {
    const app = await manage("/manage/settings/calendars");
    const { page, api } = app;
    await page.getByRole("link", { name: "Magasins" }).click();
    await page.getByText("Jour de l’An").waitFor();
    await page.getByLabel("lundi, fermeture 1").fill("08:00");
    await page.getByText("La fin vient avant le début.").waitFor();
    await page.getByLabel("lundi, fermeture 1").fill("13:00");
    await page.getByLabel("Jour", { exact: true }).fill("2026-12-26");
    await page.getByRole("button", { name: "Fermer ce jour" }).click();
    await save(app).click();
    await toast(app, "Magasins").waitFor();
    expect(api.admin.records.calendars?.[0]).toMatchObject({ closed: ["2026-12-26", "2027-01-02"] });
    await app.done();
  });

  it("a rule gives its cases to an owner by place", async () => {
    const app = await manage("/manage/rules/r-low");
    const { page, api } = app;
    await page.getByLabel("Lieu", { exact: true }).selectOption("p-ouest");
    await page.getByRole("button", { name: "Ajouter le lieu" }).click();
    await page.getByRole("button", { name: /^Responsable pour Grand Ouest/ }).click();
    await page.getByRole("option", { name: /Yann Kervella/ }).click();
    await page.getByRole("button", { name: /^Enregistrer la version/ }).click();
    await toast(app, "Note basse").waitFor();
    expect(api.rules.find("r-low")).toMatchObject({ owners: { "p-ouest": "u-yann" }, assign: "owner" });
    await app.done();
  });
});

describe("the audit log", () => {
  it("is filtered in the address, tells before and after, and leads to the case", async () => {
    const app = await manage("/manage/audit");
    const { page } = app;
    await page.getByRole("row", { name: /Rôle.*Lecture seule.*Équipe/ }).waitFor();
    await page.getByLabel("Quoi").selectOption("expired");
    await expect.poll(() => page.getByRole("row").count()).toBe(2);
    expect(page.url()).toContain("type=expired");
    await page.getByLabel("Dossier", { exact: true }).fill("12");
    await page.getByLabel("Dossier", { exact: true }).press("Enter");
    await page.getByText("Un numéro de dossier a 25 caractères.").waitFor();
    expect(await page.getByRole("link", { name: /^Dossier A-/ }).getAttribute("href")).toMatch(/^\/inbox\//);
    await app.done();
  });
});

const pages = [
  "/manage/people",
  "/manage/people/u-nadia",
  "/manage/places",
  "/manage/places/files",
  "/manage/plans/pl-product",
  "/manage/reasons/motives",
  "/manage/settings/cases",
  "/manage/settings/delays",
  "/manage/settings/priorities",
  "/manage/settings/customer",
  "/manage/settings/calendars/c-stores",
  "/manage/audit",
];

/** Between them they hold every part; the others are looked at in one scheme only. */
const varied = [
  "/manage/people/u-nadia",
  "/manage/plans/pl-product",
  "/manage/settings/delays",
  "/manage/audit",
];

/** Made of the same parts as others: only their width is looked at. */
const plainOnes = ["/manage/people", "/manage/places/files", "/manage/settings/customer"];

describe("every page", () => {
  it.each([
    { scheme: "light", language: "fr", width: 1440 },
    { scheme: "dark", language: "en", width: 320 },
  ] as const)("can be read by all and fits: %o", async ({ scheme, language, width }) => {
    const touch = width < 640;
    const app = await manage("/manage/people", { scheme, language, width, height: 740, touch });
    const { page } = app;
    await page.locator("h1").waitFor();
    await page.evaluate(axe);
    for (const path of pages) {
      await go(page, path);
      await page.locator(`main [aria-busy=true]`).waitFor({ state: "detached" });
      await page.locator("main h1").waitFor();
      await page.waitForTimeout(120);
      const found = await page.evaluate(
        async (whole) => {
          const options = { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] };
          const { violations } = !whole
            ? { violations: [] }
            : await (globalThis as unknown as { axe: typeof import("axe-core") }).axe.run("main", options);
          const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
          const keys =
            document.body.innerText.match(/\b(admin|team|plans|settings|reasons|audit)\.\w+/g) ?? [];
          return [
            ...violations.map(({ id, nodes }) => `${id} ${nodes.map(({ html }) => html).join(" ")}`),
            ...(wide > 0 ? [`${wide} px too wide`] : []),
            ...keys,
          ];
        },
        touch ? varied.includes(path) : !plainOnes.includes(path),
      );
      expect([path, ...found]).toEqual([path]);
    }
    await app.done();
  });
});
