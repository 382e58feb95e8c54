import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject } from "vitest";
import { FakeApi } from "../../src/test/fake/api.ts";
import { NOW } from "../../src/test/fake/people.ts";

export const IDP = "https://sign-in.example";
export const origin = inject("origin");
export const CLIENT = "browser-tests";

let browser: Browser;

/** One browser for a test file. */
export function withBrowser(): void {
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: inject("chromium"),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    });
  });
  afterAll(() => browser?.close());
}

export interface OpenOptions {
  api?: FakeApi;
  path?: string;
  width?: number;
  height?: number;
  scheme?: "light" | "dark";
  language?: "fr" | "en";
  signedIn?: boolean;
  touch?: boolean;
  reducedMotion?: boolean;
  /** Words the console may print: a test that provokes a failed request names it. */
  expected?: RegExp;
  quote?: string;
  /** Seconds left of the session; a day unless said. */
  session?: number;
  /** Answers /config.json with this status instead. */
  configStatus?: number;
}

export interface Opened {
  page: Page;
  context: BrowserContext;
  api: FakeApi;
  /** Closes the page and fails on any console error. */
  done: () => Promise<void>;
}

function config(quote: string | undefined) {
  return {
    tenant: "demo",
    name: "Halles Verdier",
    api: "",
    zone: "Europe/Paris",
    locale: "fr",
    auth: {
      authority: IDP,
      client_id: CLIENT,
      redirect_uri: `${origin}/signed-in`,
      post_logout_redirect_uri: `${origin}/`,
      scope: "openid email profile",
      metadata: {
        issuer: IDP,
        authorization_endpoint: `${IDP}/authorize`,
        token_endpoint: `${IDP}/token`,
        end_session_endpoint: `${IDP}/logout`,
        jwks_uri: `${IDP}/jwks`,
      },
    },
    sign_in: { quote: quote ?? null, quote_by: quote ? "Une cliente de Rennes" : null },
  };
}

/** A token answer of the identity provider; the signature is never read by the page. */
export function tokens(nonce?: string, seconds = 3600) {
  const claims = { iss: IDP, aud: CLIENT, sub: "u-nadia", iat: NOW / 1000, exp: NOW / 1000 + seconds, nonce };
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return {
    access_token: `access-${seconds}`,
    id_token: `${part({ alg: "RS256" })}.${part(claims)}.c2ln`,
    refresh_token: "refresh",
    token_type: "Bearer",
    expires_in: seconds,
    scope: "openid email profile",
  };
}

/** A page with the fake API behind it, signed in unless said otherwise. */
export async function open(options: OpenOptions = {}): Promise<Opened> {
  const api = options.api ?? new FakeApi();
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1440, height: options.height ?? 900 },
    colorScheme: options.scheme ?? "light",
    locale: options.language === "en" ? "en-GB" : "fr-FR",
    hasTouch: options.touch ?? false,
    isMobile: options.touch ?? false,
    reducedMotion: options.reducedMotion ? "reduce" : "no-preference",
    permissions: ["clipboard-read", "clipboard-write"],
  });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(String(error)));

  await page.clock.install({ time: NOW });
  await page.clock.resume();
  await context.addInitScript(
    ({ key, user, language }) => {
      localStorage.setItem("boucle.language", language);
      if (user && !sessionStorage.getItem("boucle.seen")) sessionStorage.setItem(key, user);
      sessionStorage.setItem("boucle.seen", "1");
    },
    {
      key: `oidc.user:${IDP}:${CLIENT}`,
      language: options.language ?? "fr",
      user:
        options.signedIn === false
          ? ""
          : JSON.stringify({
              ...tokens(),
              expires_at: NOW / 1000 + (options.session ?? 86_400),
              profile: { sub: "u-nadia" },
            }),
    },
  );
  await context.route("**/config.json", (route) =>
    options.configStatus
      ? route.fulfill({ status: options.configStatus, body: "" })
      : route.fulfill({ json: config(options.quote) }),
  );
  await context.route("**/v1/**", async (route) => {
    const request = route.request();
    const { status, body } = api.handle({
      method: request.method(),
      url: new URL(request.url()),
      // Parts of files are bytes.
      body: request.headers()["content-type"]?.includes("octet") ? null : request.postDataJSON(),
      key: request.headers()["idempotency-key"] ?? null,
    });
    if (status === 0) return route.abort();
    return route.fulfill(status === 204 ? { status } : { status, json: body });
  });
  await page.goto(origin + (options.path ?? "/inbox/alerts"));

  return {
    page,
    context,
    api,
    async done() {
      const unexpected = errors.filter((text) => !options.expected?.test(text));
      await context.close();
      expect(unexpected).toEqual([]);
    },
  };
}
