import { describe, expect, it } from "vitest";
import { FakeApi } from "../../src/test/fake/api.ts";
import { idOf } from "../../src/test/fake/make.ts";
import { claire } from "../../src/test/fake/people.ts";
import { violations } from "./axe.ts";
import { type Opened, open, withBrowser } from "./page.ts";

withBrowser();

const heading = ({ page }: Opened) => page.locator("main h1");
const row = ({ page }: Opened, id: string) => page.locator(`[data-row="${id}"]`);
const last = ({ api }: Opened, n: number) => api.find(idOf(n)).events.at(-1);

describe("one case after the other, on one page", () => {
  it("waits, goes to a colleague, is shared, delegated and put to spam, and each is undone", async () => {
    const app = await open({ path: `/inbox/inbox/${idOf(4)}`, expected: /422/ });
    const { page, api } = app;
    const dialog = page.getByRole("dialog");
    await page.getByRole("button", { name: /^Mettre en attente/ }).waitFor();

    // On hold: a local time that does not exist is refused with its neighbours.
    await page.keyboard.press("w");
    await dialog.getByText("Date et heure").click();
    await page.getByLabel("Jour").fill("2027-03-28");
    await page.getByLabel("Heure", { exact: true }).fill("02:30");
    await page.keyboard.press("Control+Enter");
    await page.getByText(/n’existe pas ce jour-là/).waitFor();
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole("button", { name: /03:00/ }).click();
    await page.keyboard.press("Control+Enter");
    await expect.poll(() => api.find(idOf(4)).alert.hold?.until).toBe("2027-03-28T02:00:00.000Z");
    // The case left the list and the next one shows; undoing brings both back.
    await expect.poll(() => heading(app).textContent()).toBe("Awa Ndiaye");
    expect(await row(app, idOf(4)).count()).toBe(0);
    await page.getByText(/Thomas Béranger.* mis en attente/).waitFor();
    await page.keyboard.press("z");
    await expect.poll(() => heading(app).textContent()).toBe("Thomas Béranger");
    expect(last(app, 4)?.type).toBe("resumed");

    // To a colleague by name; who does not see the case cannot be chosen.
    await page.getByRole("button", { name: /^Attribuer/ }).waitFor();
    await page.keyboard.press("a");
    await dialog.getByRole("combobox").pressSequentially("yann");
    await expect.poll(() => dialog.getByRole("option").count()).toBe(1);
    expect(await dialog.getByRole("option").getAttribute("aria-disabled")).toBe("true");
    await dialog.getByRole("combobox").fill("cla");
    await dialog.getByRole("option", { name: /Claire Dumas/ }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await expect.poll(() => api.find(idOf(4)).alert.owner?.id).toBe("u-claire");
    await page
      .getByText(/attribué à Claire Dumas/)
      .first()
      .waitFor();
    await page.keyboard.press("z");
    await expect.poll(() => api.find(idOf(4)).alert.owner).toBe(null);

    // The menu says what each command does.
    await page.keyboard.press("m");
    await page.getByRole("menuitem", { name: /Partager/ }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole("menuitem", { name: /Partager/ }).click();
    await dialog.getByRole("option", { name: /Hugo Perrin/ }).click();
    await page.getByText(/ne verra que ce dossier/).waitFor();
    await page.keyboard.press("Control+Enter");
    await expect.poll(() => last(app, 4)?.type).toBe("shared");
    await dialog.waitFor({ state: "detached" });

    await page.keyboard.press("m");
    await page.getByRole("menuitem", { name: /spam/ }).click();
    await expect.poll(() => api.find(idOf(4)).alert.status).toBe("spam");
    await page
      .getByText(/classé comme spam/)
      .first()
      .waitFor();
    await page.keyboard.press("z");
    await expect.poll(() => api.find(idOf(4)).alert.status).toBe("new");
    await app.done();
  });

  it("a plan is worked in its panel, and its end closes the case", async () => {
    const app = await open({ path: `/inbox/alerts/${idOf(3)}` });
    const { page, api } = app;
    await page.getByRole("button", { name: /Incident produit/ }).waitFor();
    await page.keyboard.press("p");
    const panel = page.getByRole("complementary", { name: "Plan d’action" });
    await panel.getByRole("tab", { name: /Actions/ }).waitFor();
    expect((await panel.boundingBox())?.width).toBe(436);
    expect((await page.getByRole("navigation").first().boundingBox())?.width).toBe(60);
    // What is done is ticked and cannot be chosen again.
    expect(await panel.getByRole("button", { name: /Retirer le lot/ }).count()).toBe(0);
    await panel.getByRole("button", { name: /Enregistrer/ }).click();
    await panel.getByText("Choisissez un résultat.").waitFor();
    await panel.getByText("Sans réponse, message laissé").click();
    expect(await panel.getByText("Clore aussi le plan").count()).toBe(0);
    await panel.getByText("Joint, problème résolu").click();
    await panel.getByText("Oui", { exact: true }).click();
    await panel.getByLabel("État de sortie").selectOption("passed");
    await panel.getByText(/L’alerte reste ouverte/).waitFor();
    await panel.getByLabel("État de sortie").selectOption("gesture");
    await panel.getByText(/clôt aussi l’alerte, motif/).waitFor();
    expect(await violations(page)).toEqual([]);
    await panel.getByLabel(/^Note/).fill("Bon de 40 € accepté.");
    await page.keyboard.press("Control+Enter");
    await expect.poll(() => api.find(idOf(3)).alert.status).toBe("closed");
    expect(
      api
        .find(idOf(3))
        .events.slice(-3)
        .map(({ type }) => type),
    ).toEqual(["acted", "plan_closed", "closed"]);
    expect(last(app, 3)?.data.note).toBe("Bon de 40 € accepté.");
    await expect.poll(() => heading(app).textContent()).toBe("Thomas Béranger");
    await app.done();
  });

  it("notes name colleagues, and are mended; calls are logged late; others are seen", async () => {
    const api = new FakeApi();
    api.treat.others = [{ alert_id: idOf(3), person: claire, typing: true, since: "2026-11-24T08:10:00Z" }];
    const app = await open({ path: `/inbox/alerts/${idOf(3)}`, api });
    const { page } = app;
    await page.locator("main").getByText("Claire Dumas écrit").waitFor({ state: "attached" });
    expect(api.treat.beat).toEqual({ alert_id: idOf(3), typing: false });

    await page.keyboard.press("n");
    await page.keyboard.type("Vu avec @lé");
    await page.getByRole("option", { name: "Léa Marchand" }).waitFor();
    await expect.poll(() => api.treat.beat).toEqual({ alert_id: idOf(3), typing: true });
    await page.keyboard.press("Enter");
    await page.keyboard.press("Control+Enter");
    await expect
      .poll(() => last(app, 3)?.data)
      .toMatchObject({ text: "Vu avec @Léa Marchand", mentions: [{ id: "u-lea" }] });
    await page.getByRole("button", { name: "Modifier" }).click();
    await page.getByLabel("Texte de la note").first().fill("Vu avec le rayon");
    await page.getByRole("button", { name: /Enregistrer/ }).click();
    await page.getByText("modifiée").waitFor();
    await page.getByRole("button", { name: "Supprimer" }).click();
    await page.getByText(/Note de Nadia Benali supprimée/).waitFor();

    await page.getByRole("tab", { name: "Consigner un appel" }).click();
    await page.getByLabel("Quand").selectOption("earlier");
    await page.getByLabel(/Moment du contact/).fill("2026-11-24T08:30");
    await page.getByText("Ne veut pas de contact").click();
    await page.getByText(/seront bloqués/).waitFor();
    expect(await violations(page)).toEqual([]);
    await page
      .getByRole("button", { name: /^Consigner/ })
      .last()
      .click();
    await expect
      .poll(() => last(app, 3)?.data)
      .toMatchObject({
        outcome: "refused",
        contacted_at: "2026-11-24T07:30:00.000Z",
      });
    await page.getByText(/ni réponse ni appel/).waitFor();
    await app.done();
  });
});

it("the plan fills the phone's screen, and an attached answer points to its case", async () => {
  const api = new FakeApi();
  const attached = api.find(idOf(5)).alert;
  Object.assign(attached, { attached_to: idOf(3), may: [] });
  const app = await open({
    path: `/inbox/alerts/${idOf(3)}`,
    api,
    width: 390,
    height: 844,
    touch: true,
    scheme: "dark",
  });
  const { page } = app;
  await page.getByRole("button", { name: "Plus", exact: true }).click();
  await page.getByRole("menuitem", { name: "Plan d’action" }).click();
  await page.getByRole("tab", { name: /Activités/ }).click();
  await page.getByText(/nouvel essai/).waitFor();
  const box = await page.getByRole("dialog").boundingBox();
  expect([box?.width, box?.height]).toEqual([390, 844]);
  expect(await violations(page)).toEqual([]);
  await page.goto(page.url().replace(idOf(3), idOf(5)));
  await page.getByText(/traité dans un autre dossier/).waitFor();
  expect(await page.getByRole("button", { name: "Clore" }).count()).toBe(0);
  await page.getByRole("link", { name: "Ouvrir ce dossier" }).click();
  await page.waitForURL(`**/${idOf(3)}`);
  await app.done();
});
