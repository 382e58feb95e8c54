import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { preview } from "vite";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  export interface ProvidedContext {
    origin: string;
    chromium: string;
  }
}

/** The policy the site is served with; a page that breaks it fails the tests. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self' https://sign-in.example",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'self' https://sign-in.example",
  "frame-ancestors 'none'",
].join("; ");

function findChromium(): string {
  const named = process.env.CHROMIUM_PATH;
  const folders = (process.env.PATH ?? "").split(":");
  const candidates = named
    ? [named]
    : ["chromium", "chromium-browser", "google-chrome"].flatMap((name) =>
        folders.map((folder) => `${folder}/${name}`),
      );
  const found = candidates.find((path) => existsSync(path));
  if (!found) {
    throw new Error("No Chromium found. Install the package chromium, or set CHROMIUM_PATH to its program.");
  }
  return found;
}

/** Serves the built site on loopback for the browser tests. */
export default async function setup(project: TestProject) {
  const chromium = findChromium();
  const dist = fileURLToPath(new URL("../../dist", import.meta.url));
  if (!existsSync(join(dist, "index.html"))) {
    throw new Error("No built site found. Run npm run build first.");
  }
  // A copy, so that another build meanwhile changes nothing under the tests.
  const site = mkdtempSync(join(tmpdir(), "boucle-site-"));
  cpSync(dist, site, { recursive: true });
  const server = await preview({
    build: { outDir: site },
    preview: { host: "127.0.0.1", port: 0, headers: { "content-security-policy": policy } },
    logLevel: "error",
  });
  const address = server.httpServer.address();
  if (address === null || typeof address === "string") throw new Error("The test server has no port.");
  project.provide("origin", `http://127.0.0.1:${address.port}`);
  project.provide("chromium", chromium);
  return async () => {
    await server.close();
    rmSync(site, { recursive: true });
  };
}
