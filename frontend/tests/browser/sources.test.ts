import { describe, expect, it } from "vitest";
import { FakeApi, problem } from "../../src/test/fake/api.ts";
import { admin } from "../../src/test/fake/people.ts";
import { type Opened, type OpenOptions, open, withBrowser } from "./page.ts";

withBrowser();

const manage = (path: string, options: OpenOptions & { api?: FakeApi } = {}) =>
  open({ api: new FakeApi({ me: admin }), path, ...options });
const toast = ({ page }: Opened, text: string) => page.getByRole("status").getByText(text);
const sourceOf = ({ api }: Opened, id: string) => api.sources.sources.find((one) => one.id === id);

describe("sources", () => {
  it("tie what came to what is read, and save the mapping over the version it was based on", async () => {
    const app = await manage("/manage/sources/s-purchase", { expected: /409/ });
    const { page, api } = app;
    await page.getByText("49 des 50 derniers envois lus en entier").waitFor();
    await page.getByText("4 sur 10").waitFor();
    await page.getByText("Présent dans 84").waitFor();
    await page.getByText("Absent de cet envoi").waitFor();
    await page.getByLabel("Chemin de Motif").selectOption("answers.fraicheur");
    // Somebody else saves first: what was chosen stays, and goes over it on purpose only.
    const source = sourceOf(app, "s-purchase");
    if (source) source.version += 1;
    await page.getByRole("button", { name: "Enregistrer la correspondance" }).click();
    await page.getByText("Quelqu’un a modifié cette source").waitFor();
    expect(await page.getByLabel("Chemin de Motif").inputValue()).toBe("answers.fraicheur");
    await page.getByRole("button", { name: "Enregistrer quand même" }).click();
    await toast(app, "enregistrée").waitFor();
    expect(api.sources.sources[0]?.mapping.motive).toBe("answers.fraicheur");
    await app.done();
  });

  it("show a fault of the mapping at its field", async () => {
    const app = await manage("/manage/sources/s-purchase", { expected: /422/ });
    const { page, api } = app;
    await page.getByLabel("Chemin de Motif").selectOption("answers.rappel");
    const errors = [{ path: "$.mapping.motive", code: "bad_path", message: "Use plain names" }];
    api.override = ({ method }) => (method === "PUT" ? problem(422, "invalid", { errors }) : undefined);
    await page.getByRole("button", { name: "Enregistrer la correspondance" }).click();
    await page.getByRole("alert").getByText("Use plain names").waitFor();
    await app.done();
  });

  it("are added in three steps; the secret is shown once", async () => {
    const app = await manage("/manage/sources");
    const { page } = app;
    await page.getByRole("link", { name: "Ajouter une source" }).click();
    await page.getByRole("button", { name: /^Typeform/ }).click();
    await page.getByLabel("Nom", { exact: true }).fill("Enquête drive");
    await page.getByRole("button", { name: "Créer la source" }).click();
    await page.getByText("whsec_0nlyonce").waitFor();
    await page.getByRole("button", { name: "Copier le secret" }).click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("whsec_0nlyonce");
    await page.getByRole("button", { name: "Voir la source" }).click();
    await page.getByRole("heading", { name: "Enquête drive" }).waitFor();
    expect(await page.getByText("whsec_0nlyonce").count()).toBe(0);
    await page.getByText(/Montré une seule fois/).waitFor();
    await app.done();
  });

  it("have their secret replaced, their access given and are switched off", async () => {
    const app = await manage("/manage/sources/s-purchase", { expected: /422/ });
    const { page } = app;
    await page.getByRole("button", { name: "Remplacer le secret" }).click();
    await page.getByRole("dialog").getByText("Non, coupé").click();
    await page.getByText("Après une fuite").waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "Remplacer" }).click();
    await page.getByText("whsec_n3ws3cr3t").waitFor();
    await page.getByRole("button", { name: "C’est noté" }).click();
    expect(await page.getByText("whsec_n3ws3cr3t").count()).toBe(0);

    await page.getByRole("button", { name: "Couper" }).click();
    await toast(app, "Source Enquête après achat coupée").waitFor();
    expect(sourceOf(app, "s-purchase")?.disabled).toBe(true);
    await page.getByRole("button", { name: "Annuler" }).click();
    await expect.poll(() => sourceOf(app, "s-purchase")?.disabled).toBe(false);

    await page.getByRole("link", { name: /Enquête SAV/ }).click();
    await page.getByRole("button", { name: "Donner l’accès aux réponses" }).click();
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await page.getByText("Fill this in").waitFor();
    await page.getByLabel("Jeton d’accès").fill("t0k3n");
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await page.getByText(/Donné le/).waitFor();
    await app.done();
  });
});

describe("quarantine", () => {
  it("links a code to a place and reads again what waits", async () => {
    const app = await manage("/manage/quarantine");
    const { page, api } = app;
    await page.getByLabel("Établissement de LIL-WZ2").selectOption("p-lille");
    await page.getByRole("button", { name: "Relier" }).first().click();
    await page.getByText("Relié à Lille Wazemmes").waitFor();
    await page.getByRole("button", { name: "Voir l’envoi 11", exact: true }).click();
    await page.getByText('"verbatim": "Rien à dire."').waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Rejouer 6" }).click();
    await page.getByText("Relecture en cours").waitFor();
    await expect.poll(() => page.getByRole("button", { name: "Rejouer 6" }).count()).toBe(0);
    expect(api.sources.unknown).toHaveLength(1);
    await app.done();
  });
});

describe("imports", () => {
  it("send a file in parts, try it, and carry it out", async () => {
    const app = await manage("/manage/imports/new");
    const { page, api } = app;
    await page.getByRole("button", { name: "Envoyer et essayer" }).click();
    await page.getByText("Choisissez un fichier.").waitFor();
    const buffer = Buffer.alloc(600_000, "Date;Note\n");
    await page
      .getByLabel(/Choisir un fichier/)
      .setInputFiles({ name: "avis.csv", mimeType: "text/csv", buffer });
    await page.getByLabel("Source").selectOption("s-purchase");
    await page.getByRole("button", { name: "Envoyer et essayer" }).click();
    await page.getByRole("heading", { name: "Lignes en erreur" }).waitFor();
    expect(api.sources.parts).toBe(2);
    await page.getByText("La note n’est pas un nombre de son échelle.").waitFor();
    expect(await page.getByRole("switch", { name: /Ouvrir des alertes/ }).isChecked()).toBe(false);
    await page.getByLabel("Rayon").selectOption("motive");
    await page.getByRole("button", { name: "Essayer avec ces colonnes" }).click();
    await page.getByRole("button", { name: /Importer les 812 lignes/ }).click();
    await page.getByText("Import terminé.").waitFor();
    await app.done();
  });
});

describe("keyword lists", () => {
  it("take pasted words, and are deleted only when no rule uses them", async () => {
    const app = await manage("/manage/lists");
    const { page, api } = app;
    await page.getByRole("link", { name: "Sécurité alimentaire" }).click();
    expect(await page.getByRole("button", { name: "Supprimer" }).getAttribute("aria-disabled")).toBe("true");
    await page.getByLabel("Mots et expressions").fill("corps étranger");
    await page.getByLabel("Mots et expressions").press("Enter");
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await toast(app, "enregistrée").waitFor();
    expect(api.lists.lists[0]?.words).toContain("corps étranger");
    await page.goto(page.url().replace("kl-food", "kl-leave"));
    await page.getByRole("button", { name: "Supprimer" }).click();
    await toast(app, "supprimée").waitFor();
    expect(api.lists.lists.some(({ id }) => id === "kl-leave")).toBe(false);
    await app.done();
  });
});

describe("entering a feedback", () => {
  it("from the inbox, and waits for the case it opens", async () => {
    const app = await open({ path: "/inbox/inbox", expected: /404/ });
    const { page, api } = app;
    await page.getByRole("button", { name: "Saisir un retour" }).click();
    await page.getByRole("button", { name: "Enregistrer le retour" }).click();
    await page.getByText("Choisissez l’établissement.").waitFor();
    await page.getByRole("combobox", { name: "Établissement" }).selectOption("p-lyon");
    await page.getByRole("dialog").getByText("3", { exact: true }).click();
    await page.getByLabel("Ce que le client a dit").fill("Caisse fermée.");
    await page.keyboard.press("Control+Enter");
    await page.getByText("Le retour est enregistré.").waitFor();
    expect(api.sources.entered).toHaveLength(1);
    expect(api.sources.entered[0]).toMatchObject({ place: "p-lyon", score: { value: 3, max: 10 } });
    const opened = api.cases[0];
    if (opened) opened.alert.id = `a${"x".repeat(24)}`;
    await page.getByRole("button", { name: "Ouvrir le dossier" }).click();
    await page.waitForURL(/a(x{24})/);
    await app.done();
  });

  it("is for who treats cases", async () => {
    const app = await open({ path: "/inbox/inbox", api: new FakeApi({ me: { rights: ["see_contact"] } }) });
    await app.page.locator("[data-row]").first().waitFor();
    expect(await app.page.getByRole("button", { name: "Saisir un retour" }).count()).toBe(0);
    await app.done();
  });
});

describe("narrow screens", () => {
  it.each([
    ["/manage/sources", 390],
    ["/manage/sources/s-purchase", 390],
    ["/manage/sources/s-purchase", 320],
    ["/manage/sources/s-new", 320],
    ["/manage/sources/new", 320],
    ["/manage/quarantine", 320],
    ["/manage/imports", 320],
    ["/manage/imports/new", 320],
    ["/manage/lists/kl-food", 320],
    ["/manage/sources", 1100],
  ])("%s fits %d px", async (path, width) => {
    const app = await manage(path, { width, height: 740, touch: width < 640 });
    await app.page.locator("h1").waitFor();
    await app.page.waitForTimeout(500);
    const wide = await app.page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      const out = [...document.querySelectorAll("main *")]
        .filter((element) => element.checkVisibility() && !element.closest(".visually-hidden, nav"))
        .filter((element) => element.getBoundingClientRect().right > window.innerWidth + 1);
      return [scrollWidth - clientWidth, ...out.map(({ tagName, className }) => `${tagName} ${className}`)];
    });
    expect(wide).toEqual([0]);
    await app.done();
  });
});
