import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import type fr from "@/locales/fr.json";

export type Language = "fr" | "en";
export const languages: readonly Language[] = ["fr", "en"];

declare module "i18next" {
  interface CustomTypeOptions {
    resources: { translation: typeof fr };
  }
}

const STORE = "boucle.language";

export function isLanguage(value: unknown): value is Language {
  return value === "fr" || value === "en";
}

/** The language chosen on this device; null when never chosen. */
export function storedLanguage(): Language | null {
  const stored = localStorage.getItem(STORE);
  return isLanguage(stored) ? stored : null;
}

/** The language to start with: chosen here, else the browser's, else the tenant's. */
export function firstLanguage(tenantLocale: string): Language {
  const wanted = [storedLanguage(), ...navigator.languages, tenantLocale];
  for (const entry of wanted) {
    const short = entry?.slice(0, 2);
    if (isLanguage(short)) return short;
  }
  return "en";
}

async function load(language: Language): Promise<void> {
  if (i18next.hasResourceBundle(language, "translation")) return;
  // Each language is its own file, fetched when first shown.
  const texts = language === "fr" ? await import("@/locales/fr.json") : await import("@/locales/en.json");
  i18next.addResourceBundle(language, "translation", texts.default);
}

export async function startI18n(language: Language): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: {},
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
    returnNull: false,
  });
  await setLanguage(language, { keep: false });
}

/** Shows a language at once, without reload; `keep` remembers it on this device. */
export async function setLanguage(language: Language, { keep = true } = {}): Promise<void> {
  await load(language);
  if (keep) localStorage.setItem(STORE, language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}
