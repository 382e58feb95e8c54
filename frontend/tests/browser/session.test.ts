import { describe, expect, it } from "vitest";
import { idOf } from "../../src/test/fake/make.ts";
import { CLIENT, IDP, type Opened, open, origin, tokens, withBrowser } from "./page.ts";

withBrowser();

/** An identity provider that signs everybody in at once. Answers the requests it saw. */
async function provider({ context }: Opened): Promise<URL[]> {
  const seen: URL[] = [];
  let nonce: string | undefined;
  await context.route(`${IDP}/**`, (route) => {
    const url = new URL(route.request().url());
    seen.push(url);
    if (url.pathname === "/authorize") {
      nonce = url.searchParams.get("nonce") ?? undefined;
      const back = `${url.searchParams.get("redirect_uri")}?code=c1&state=${url.searchParams.get("state")}`;
      return route.fulfill({
        contentType: "text/html",
        body: `<script>location.replace(${JSON.stringify(back)})</script>`,
      });
    }
    if (url.pathname === "/token")
      return route.fulfill({ json: tokens(nonce), headers: { "access-control-allow-origin": "*" } });
    if (url.pathname === "/logout") return route.fulfill({ contentType: "text/html", body: "signed out" });
    return route.fulfill({ status: 404, body: "" });
  });
  return seen;
}

describe("signing in", () => {
  it("returns to the case of the mail, by code and PKCE", async () => {
    const app = await open({ path: `/alerts/${idOf(3)}`, signedIn: false });
    const seen = await provider(app);
    const { page } = app;
    await page.getByText(/Le dossier A-\w{6} s’ouvrira juste après/).waitFor();
    expect(await page.locator("blockquote").count()).toBe(0);
    await page.getByRole("button", { name: "Se connecter" }).click();
    await page.waitForURL(`**/inbox/inbox/${idOf(3)}`);
    await page.getByRole("heading", { name: "Solange Marchetti" }).first().waitFor();
    const asked = seen[0]?.searchParams;
    expect(asked?.get("response_type")).toBe("code");
    expect(asked?.get("code_challenge_method")).toBe("S256");
    expect(asked?.get("client_id")).toBe(CLIENT);
    expect(page.url()).not.toContain("code=");
    await app.done();
  });

  it("says so when it fails, and offers it again", async () => {
    const app = await open({ path: "/signed-in?error=access_denied&state=unknown", signedIn: false });
    await app.page.getByText("La connexion n’a pas abouti.").waitFor();
    await app.page.getByRole("button", { name: "Se connecter" }).waitFor();
    await app.done();
  });

  it("changes the language without a reload, and says it to the browser", async () => {
    const app = await open({ path: "/", signedIn: false });
    const { page } = app;
    await page.getByRole("button", { name: "English" }).click();
    await page.getByRole("heading", { name: "Your customers have written to you." }).waitFor();
    expect(await page.getAttribute("html", "lang")).toBe("en");
    await app.done();
  });

  it("signs out at the provider and drops what was typed", async () => {
    const app = await open({ path: `/inbox/inbox/${idOf(3)}` });
    const seen = await provider(app);
    const { page } = app;
    await page.getByLabel("Texte de la note").fill("brouillon");
    await page.getByRole("button", { name: /^Menu/ }).click();
    await page.getByRole("menuitem", { name: "Se déconnecter" }).click();
    await page.waitForURL(`${IDP}/logout**`);
    expect(seen[0]?.searchParams.get("logout_uri")).toBe(`${origin}/`);
    await page.goto(origin);
    await page.getByRole("button", { name: "Se connecter" }).waitFor();
    expect(
      await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes("draft"))),
    ).toEqual([]);
    await app.done();
  });
});

describe("a session that ends", () => {
  it("is renewed before its end, unseen", async () => {
    const app = await open({ path: "/inbox/inbox", session: 3600 });
    const seen = await provider(app);
    await app.page.locator("[data-row]").first().waitFor();
    await app.page.clock.runFor(3_545_000);
    await expect.poll(() => seen.filter(({ pathname }) => pathname === "/token").length).toBe(1);
    expect(await app.page.getByText("Votre session a expiré.").count()).toBe(0);
    await app.done();
  });

  it("asks to sign in again in a window of its own and loses no text", async () => {
    const app = await open({ path: `/inbox/inbox/${idOf(3)}`, expected: /401|400/ });
    const { page, api, context } = app;
    const box = page.getByLabel("Texte de la note");
    await box.fill("Je note ceci");
    await context.route(`${IDP}/token`, (route) =>
      route.fulfill({
        status: 400,
        json: { error: "invalid_grant" },
        headers: { "access-control-allow-origin": "*" },
      }),
    );
    api.override = () => ({ status: 401, body: { message: "Unauthorized" } });
    await box.press("Control+Enter");
    await page.getByText("Votre session a expiré.").waitFor();
    expect(await box.inputValue()).toBe("Je note ceci");
    await context.unroute(`${IDP}/token`);
    await provider(app);
    api.override = null;
    await page.getByRole("button", { name: "Se reconnecter" }).click();
    await page.getByText("Votre session a expiré.").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Réessayer" }).click();
    await expect.poll(() => api.find(idOf(3)).events.at(-1)?.data.text).toBe("Je note ceci");
    await app.done();
  });
});
