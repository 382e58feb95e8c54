import type { Root } from "react-dom/client";
import { createSession } from "@/features/session/api/session";
import { type Config, loadConfig } from "@/lib/config";
import { firstLanguage, startI18n } from "@/lib/i18n";
import { App } from "./App";
import { ConfigError } from "./ConfigError";

const RELOADED = "boucle.reloaded";

// After a deployment an open page may ask for a file that is gone: loading it again once brings the new one.
function reloadOnMissingFile(): void {
  window.addEventListener("vite:preloadError", (event) => {
    if (sessionStorage.getItem(RELOADED)) return;
    event.preventDefault();
    sessionStorage.setItem(RELOADED, "1");
    window.location.reload();
  });
  window.addEventListener("load", () => setTimeout(() => sessionStorage.removeItem(RELOADED), 10_000));
}

/** Reads the tenant's configuration, then shows the product, or one page that says why it cannot. */
export async function boot(root: Root): Promise<void> {
  reloadOnMissingFile();
  let config: Config;
  try {
    config = await loadConfig();
  } catch {
    await startI18n(firstLanguage("fr"));
    root.render(<ConfigError />);
    return;
  }
  const session = createSession(config);
  await Promise.all([startI18n(firstLanguage(config.locale)), session.start()]);
  root.render(<App config={config} session={session} />);
}
