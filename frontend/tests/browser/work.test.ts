import { describe, expect, it } from "vitest";
import { FakeApi, problem } from "../../src/test/fake/api.ts";
import { idOf } from "../../src/test/fake/make.ts";
import { claire } from "../../src/test/fake/people.ts";
import { type Opened, open, withBrowser } from "./page.ts";

withBrowser();

const heading = ({ page }: Opened) => page.locator("main h1");
const row = ({ page }: Opened, id: string) => page.locator(`[data-row="${id}"]`);
const closeWith = async ({ page }: Opened, figure: string) => {
  await page.keyboard.press("e");
  await page.keyboard.press(figure);
  await page.keyboard.press("Control+Enter");
};

describe("by keyboard alone", () => {
  it("moves, takes, notes, closes, undoes", async () => {
    const app = await open({ path: "/inbox/inbox" });
    const { page, api } = app;
    await row(app, idOf(1)).waitFor();
    await page.keyboard.press("j");
    await expect.poll(() => heading(app).textContent()).toBe("Mathilde Perrault");
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await expect.poll(() => heading(app).textContent()).toBe("Thomas Béranger");
    await page.keyboard.press("k");
    await expect.poll(() => heading(app).textContent()).toBe("Solange Marchetti");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("data-row"))).toBe(idOf(3));
    await page.keyboard.press("ArrowDown");
    await expect.poll(() => heading(app).textContent()).toBe("Thomas Béranger");

    await page.getByRole("button", { name: "Prendre", exact: true }).waitFor();
    await page.keyboard.press("t");
    await expect.poll(() => api.find(idOf(4)).alert.owner?.id).toBe("u-nadia");
    await page.getByRole("button", { name: "Prendre", exact: true }).waitFor({ state: "detached" });

    await page.keyboard.press("n");
    // Letters of shortcuts are text here.
    await page.keyboard.type("jke rappel");
    await page.keyboard.press("Control+Enter");
    await page.getByText("Votre note interne").waitFor();
    expect(api.find(idOf(4)).events.at(-1)?.data.text).toBe("jke rappel");
    await page.keyboard.press("Escape");
    await row(app, idOf(4)).focus();

    await closeWith(app, "4");
    await expect.poll(() => heading(app).textContent()).toBe("Awa Ndiaye");
    expect(await row(app, idOf(4)).count()).toBe(0);
    await page.getByText("Dossier de Thomas Béranger clos").waitFor();
    await expect.poll(() => api.find(idOf(4)).alert.status).toBe("closed");
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute("data-row")))
      .toBe(idOf(5));
    await page.waitForTimeout(300);
    expect(await page.getByRole("button", { name: /nouveau/ }).count()).toBe(0);

    await page.keyboard.press("z");
    await expect.poll(() => api.find(idOf(4)).alert.status).toBe("assigned");
    await expect.poll(() => heading(app).textContent()).toBe("Thomas Béranger");
    await row(app, idOf(4)).waitFor();
    await app.done();
  });

  it("keys pressed before the case has loaded wait for it", async () => {
    const app = await open({ path: "/inbox/inbox" });
    const { page, context, api } = app;
    await row(app, idOf(6)).waitFor();
    let answer = () => {};
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await context.route(`**/v1/alerts/${idOf(6)}`, async (route) => {
      await held;
      await route.fallback();
    });
    await row(app, idOf(6)).click();
    await page.keyboard.press("e");
    expect(await page.getByRole("dialog").count()).toBe(0);
    answer();
    await page.getByRole("dialog").waitFor();
    expect(api.calls.some((call) => call.endsWith("/close"))).toBe(false);
    await app.done();
  });

  it("goes to sections, shows its keys, and can be turned off", async () => {
    const app = await open({ path: "/inbox/inbox" });
    const { page } = app;
    await row(app, idOf(1)).waitFor();
    await page.keyboard.press("g");
    await page.keyboard.press("m");
    await page.waitForURL("**/inbox/messages");
    await page.keyboard.press("?");
    await page.getByRole("dialog").waitFor();
    await page.getByLabel("Raccourcis à une touche actifs").uncheck();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.keyboard.press("j");
    expect(page.url()).toMatch(/messages$/);
    await app.done();
  });

  it("gives the focus back when the dialog is cancelled, and keeps its text", async () => {
    const app = await open({ path: `/inbox/inbox/${idOf(3)}` });
    const { page } = app;
    await page.getByRole("button", { name: /^Clore/ }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("2");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Bon de 20 €");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toMatch(/^Clore/);
    await page.keyboard.press("e");
    expect(await page.getByRole("dialog").getByRole("textbox").inputValue()).toBe("Bon de 20 €");
    expect(await page.getByRole("radio", { name: /Geste commercial/ }).isChecked()).toBe(true);
    await app.done();
  });
});

describe("when something goes wrong", () => {
  it("puts the row back in its place, with the reason and a retry", async () => {
    const api = new FakeApi();
    let broken = true;
    api.override = ({ url }) =>
      broken && url.pathname.endsWith("/close") ? problem(500, "internal") : undefined;
    const app = await open({ path: `/inbox/inbox/${idOf(3)}`, api, expected: /500/ });
    const { page } = app;
    await page.getByRole("button", { name: /^Clore/ }).waitFor();
    await closeWith(app, "4");
    await page.getByText("La clôture n’a pas été enregistrée.").waitFor();
    await page.getByText("Requête 7f3a-91c2").waitFor();
    const order = await page
      .locator("[data-row]")
      .evaluateAll((rows) => rows.map((entry) => entry.getAttribute("data-row")));
    expect(order.slice(0, 4)).toEqual([1, 2, 3, 4].map(idOf));
    broken = false;
    await page.getByRole("button", { name: "Réessayer" }).click();
    await expect.poll(() => api.find(idOf(3)).alert.status).toBe("closed");
    expect(new Set(api.keys).size).toBe(1);
    await app.done();
  });

  it("keeps the note when somebody else was faster, and adds it anyway", async () => {
    const app = await open({ path: `/inbox/inbox/${idOf(3)}`, expected: /409/ });
    const { page, api } = app;
    const box = page.getByLabel("Texte de la note");
    await box.fill("Le fournisseur confirme.");
    api.act(api.find(idOf(3)), "closed", claire, {
      reason: { id: "void", label: "Retour sans objet" },
      note: null,
    });
    await box.press("Control+Enter");
    await page.getByText(/Claire Dumas a clos ce dossier/).waitFor();
    expect(await box.inputValue()).toBe("Le fournisseur confirme.");
    await page.getByRole("button", { name: "L’ajouter quand même" }).click();
    await expect.poll(() => api.find(idOf(3)).events.at(-1)?.data.text).toBe("Le fournisseur confirme.");
    await expect.poll(() => box.inputValue()).toBe("");
    await app.done();
  });

  it("a closing that came too late returns to the case, its note kept", async () => {
    const app = await open({ path: `/inbox/inbox/${idOf(3)}`, expected: /409/ });
    const { page, api } = app;
    await page.getByRole("button", { name: /^Clore/ }).waitFor();
    await page.keyboard.press("e");
    await page.getByRole("dialog").getByRole("textbox").fill("Bon de 40 €");
    api.act(api.find(idOf(3)), "closed", claire, {
      reason: { id: "void", label: "Retour sans objet" },
      note: null,
    });
    await page.keyboard.press("Control+Enter");
    await page.getByText(/Claire Dumas a clos ce dossier/).waitFor();
    await expect.poll(() => heading(app).textContent()).toBe("Solange Marchetti");
    await page.getByRole("button", { name: "L’ajouter comme note interne" }).click();
    await expect.poll(() => api.find(idOf(3)).events.at(-1)?.data.text).toBe("Bon de 40 €");
    await app.done();
  });

  it("of two people who take a case, the second sees whose it is", async () => {
    const app = await open({ path: `/inbox/inbox/${idOf(4)}`, expected: /409/ });
    const { page, api } = app;
    await page.getByRole("button", { name: "Prendre", exact: true }).waitFor();
    api.act(api.find(idOf(4)), "taken", claire);
    await page.keyboard.press("t");
    await page.getByText(/Claire Dumas a pris ce dossier/).waitFor();
    await expect.poll(() => row(app, idOf(4)).textContent()).toContain("Claire D.");
    await app.done();
  });

  it("says that it is offline and refuses to write", async () => {
    const app = await open({
      path: `/inbox/inbox/${idOf(4)}`,
      expected: /ERR_INTERNET_DISCONNECTED|ERR_FAILED/,
    });
    const { page, context, api } = app;
    await page.getByRole("button", { name: "Prendre", exact: true }).waitFor();
    await context.setOffline(true);
    api.override = () => ({ status: 0, body: null });
    await page.getByText(/Hors ligne. Vous lisez/).waitFor();
    await page.keyboard.press("t");
    await page.getByText("Vous êtes hors ligne.").waitFor();
    api.override = null;
    await context.setOffline(false);
    await page.getByText(/Hors ligne/).waitFor({ state: "detached" });
    await app.done();
  });

  it("shows the same page for an unknown case and for one outside the perimeter", async () => {
    const texts: (string | null)[] = [];
    for (const id of [idOf(999), "not-an-id"]) {
      const app = await open({ path: `/alerts/${id}`, expected: /404/ });
      await app.page.getByText(/n’est pas dans votre périmètre/).waitFor();
      texts.push(await app.page.locator("main").textContent());
      await app.done();
    }
    expect(texts[0]).toBe(texts[1]);
  });

  it("one clear page when the configuration is missing", async () => {
    const app = await open({ configStatus: 404, expected: /404/ });
    await app.page.getByRole("heading", { name: "Boucle ne peut pas démarrer." }).waitFor();
    await app.done();
  });

  it("a list that cannot be read says so, and recovers", async () => {
    const api = new FakeApi();
    api.override = ({ url }) => (url.pathname === "/v1/alerts" ? problem(403, "forbidden") : undefined);
    const app = await open({ path: "/inbox/inbox", api, expected: /403/ });
    await app.page.getByText("La liste n’a pas pu être chargée.").waitFor();
    api.override = null;
    await app.page.getByRole("button", { name: "Réessayer" }).click();
    await row(app, idOf(1)).waitFor();
    await app.done();
  });
});

describe("while others work", () => {
  it("new cases wait behind a pill, and the list does not jump", async () => {
    const app = await open({ path: "/inbox/inbox" });
    const { page, api } = app;
    await row(app, idOf(1)).waitFor();
    const arrived = structuredClone(api.find(idOf(8)));
    Object.assign(arrived.alert, {
      id: idOf(500),
      respondent_name: "Basile Nouveau",
      due_at: "2026-11-20T08:00:00Z",
    });
    api.cases.push(arrived);
    const first = () => page.locator("[data-row]").first().getAttribute("data-row");
    await page.clock.runFor(21_000);
    const pill = page.getByRole("button", { name: "1 nouveau" });
    await pill.waitFor();
    expect(await first()).toBe(idOf(1));
    await pill.click();
    await expect.poll(first).toBe(idOf(500));
    await pill.waitFor({ state: "detached" });
    await app.done();
  });

  it("a row closed by somebody else leaves, and its new owner shows", async () => {
    const app = await open({ path: "/inbox/inbox" });
    const { page, api } = app;
    await row(app, idOf(6)).waitFor();
    await page.mouse.move(900, 400);
    api.act(api.find(idOf(4)), "taken", claire);
    api.act(api.find(idOf(6)), "closed", claire, { reason: { id: "void", label: "x" }, note: null });
    await page.clock.runFor(21_000);
    await row(app, idOf(6)).waitFor({ state: "detached" });
    expect(await row(app, idOf(4)).textContent()).toContain("Claire D.");
    await app.done();
  });

  it("time runs without a reload", async () => {
    const app = await open({ path: "/inbox/inbox" });
    const { page } = app;
    const badge = row(app, idOf(3)).locator("[data-level]");
    await badge.waitFor();
    expect(await badge.getAttribute("data-level")).toBe("soon");
    await page.clock.runFor(4 * 3600_000);
    await expect.poll(() => badge.getAttribute("data-level")).toBe("short");
    await app.done();
  });
});

describe("an answer that has changed", () => {
  it("shows that it was withdrawn, what it gave at first, and that nobody signed it", async () => {
    const api = new FakeApi();
    const kept = api.find(idOf(3));
    kept.alert.feedback.flags.push("unsigned");
    Object.assign(kept.alert, {
      withdrawn: true,
      withdrawn_at: "2026-11-24T06:00:00Z",
      revised: true,
      first_score: { value: 6, min: 0, max: 10, kind: "nps", class: "low" },
    });
    api.act(kept, "reevaluated", null, {
      score: { from: kept.alert.first_score, to: kept.alert.score },
      comment: "added",
      labels: ["Rappel demandé"],
    } as Parameters<typeof api.act>[3]);
    const app = await open({ path: `/inbox/inbox/${idOf(3)}`, api });
    const { page } = app;
    await page.getByText("Le client a retiré sa réponse il y a 2 h.").waitFor();
    expect(await row(app, idOf(3)).getByTitle("Réponse retirée").count()).toBe(1);
    await page.getByText("note corrigée, d’abord 6 sur 10").waitFor();
    await page.getByText("source non signée").waitFor();
    await page
      .getByText(/Réponse mise à jour.*note de 6 à 2 sur 10, commentaire ajouté et nouveau motif/)
      .waitFor();
    await app.done();
  });
});

describe("what was typed", () => {
  it("survives moving to another case and a reload", async () => {
    const app = await open({ path: `/inbox/inbox/${idOf(3)}` });
    const { page } = app;
    const box = page.getByLabel("Texte de la note");
    await box.fill("À compléter");
    await page.locator(`[data-row="${idOf(5)}"]`).click();
    await expect.poll(() => heading(app).textContent()).toBe("Awa Ndiaye");
    expect(await box.inputValue()).toBe("");
    await page.goBack();
    await expect.poll(() => box.inputValue()).toBe("À compléter");
    await page.reload();
    await expect.poll(() => box.inputValue()).toBe("À compléter");
    await app.done();
  });
});

describe("who may only read", () => {
  it("sees no command and no contact data", async () => {
    const api = new FakeApi({ me: { role: "viewer", rights: [] } });
    const { alert } = api.find(idOf(3));
    Object.assign(alert, {
      may: [],
      respondent: { ...alert.respondent, phone: null, email: null, masked: true, sight: "hidden" },
    });
    const app = await open({ path: `/inbox/inbox/${idOf(3)}`, api });
    await app.page.getByText(/lire ce dossier, pas de le traiter/).waitFor();
    expect(await app.page.getByRole("button", { name: /^(Clore|Prendre)/ }).count()).toBe(0);
    await app.page.getByText(/Coordonnées masquées/).waitFor();
    await app.page.keyboard.press("e");
    expect(await app.page.getByRole("dialog").count()).toBe(0);
    await app.done();
  });
});
