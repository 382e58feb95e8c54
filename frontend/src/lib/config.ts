import * as z from "zod/mini";

const url = z.string().check(z.minLength(1));

const schema = z.object({
  tenant: z.string().check(z.minLength(1)),
  name: z.string().check(z.minLength(1)),
  /** Origin of the API; empty for the page's own. */
  api: z._default(z.string(), ""),
  zone: z.string().check(z.minLength(1)),
  locale: z._default(z.string(), "fr"),
  auth: z.object({
    authority: url,
    client_id: z.string().check(z.minLength(1)),
    redirect_uri: url,
    post_logout_redirect_uri: url,
    scope: z._default(z.string(), "openid email profile"),
    metadata: z.object({
      issuer: url,
      authorization_endpoint: url,
      token_endpoint: url,
      end_session_endpoint: url,
      jwks_uri: url,
    }),
  }),
  sign_in: z.optional(
    z.nullable(
      z.object({
        quote: z.optional(z.nullable(z.string())),
        quote_by: z.optional(z.nullable(z.string())),
      }),
    ),
  ),
});

/** What the tenant's stack publishes for this site in /config.json. Holds no secret. */
export type Config = z.infer<typeof schema>;

/** Checks the content of /config.json; throws when it cannot be used. */
export function parseConfig(value: unknown): Config {
  return z.parse(schema, value);
}

export async function loadConfig(): Promise<Config> {
  const response = await fetch("/config.json", { cache: "no-cache" });
  if (!response.ok) throw new Error(`/config.json answered ${response.status}`);
  return parseConfig(await response.json());
}
