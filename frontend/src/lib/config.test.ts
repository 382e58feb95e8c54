import { describe, expect, it } from "vitest";
import { parseConfig } from "./config";

const metadata = {
  issuer: "https://idp.example",
  authorization_endpoint: "https://idp.example/authorize",
  token_endpoint: "https://idp.example/token",
  end_session_endpoint: "https://idp.example/logout",
  jwks_uri: "https://idp.example/jwks",
};
const good = {
  tenant: "demo",
  name: "Demo",
  zone: "Europe/Paris",
  auth: {
    authority: "https://idp.example",
    client_id: "c",
    redirect_uri: "https://demo.example/signed-in",
    post_logout_redirect_uri: "https://demo.example/",
    metadata,
  },
};

describe("parseConfig", () => {
  it("accepts what a stack publishes and fills what may be left out", () => {
    expect(parseConfig(good)).toMatchObject({
      api: "",
      locale: "fr",
      auth: { scope: "openid email profile" },
    });
    expect(parseConfig({ ...good, sign_in: { quote: null, quote_by: null } }).sign_in?.quote).toBeNull();
  });

  it.each([
    ["nothing", null],
    ["a page instead of a file", "<!doctype html>"],
    ["no client", { ...good, auth: { ...good.auth, client_id: "" } }],
    ["no endpoints", { ...good, auth: { ...good.auth, metadata: {} } }],
    ["no zone", { ...good, zone: undefined }],
  ])("refuses %s", (_, value) => {
    expect(() => parseConfig(value)).toThrow();
  });
});
