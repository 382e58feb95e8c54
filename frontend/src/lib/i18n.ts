import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import type adminFr from "@/locales/admin.fr.json";
import type bulkFr from "@/locales/bulk.fr.json";
import type caseFr from "@/locales/case.fr.json";
import type entryFr from "@/locales/entry.fr.json";
import type fr from "@/locales/fr.json";
import type listFr from "@/locales/list.fr.json";
import type manageFr from "@/locales/manage.fr.json";
import type sourcesFr from "@/locales/sources.fr.json";

export type Language = "fr" | "en";
export const languages: readonly Language[] = ["fr", "en"];

declare module "i18next" {
  interface CustomTypeOptions {
    resources: {
      translation: typeof fr &
        typeof listFr &
        typeof bulkFr &
        typeof manageFr &
        typeof sourcesFr &
        typeof entryFr &
        typeof adminFr &
        typeof caseFr;
    };
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

type Texts = Promise<{ default: object }>;

/** The texts of the product: the daily screens, and those of "Gérer" that load with them. */
const files = {
  daily: { fr: (): Texts => import("@/locales/fr.json"), en: (): Texts => import("@/locales/en.json") },
  case: {
    fr: (): Texts => import("@/locales/case.fr.json"),
    en: (): Texts => import("@/locales/case.en.json"),
  },
  list: {
    fr: (): Texts => import("@/locales/list.fr.json"),
    en: (): Texts => import("@/locales/list.en.json"),
  },
  bulk: {
    fr: (): Texts => import("@/locales/bulk.fr.json"),
    en: (): Texts => import("@/locales/bulk.en.json"),
  },
  manage: {
    fr: (): Texts => import("@/locales/manage.fr.json"),
    en: (): Texts => import("@/locales/manage.en.json"),
  },
  sources: {
    fr: (): Texts => import("@/locales/sources.fr.json"),
    en: (): Texts => import("@/locales/sources.en.json"),
  },
  admin: {
    fr: (): Texts => import("@/locales/admin.fr.json"),
    en: (): Texts => import("@/locales/admin.en.json"),
  },
  entry: {
    fr: (): Texts => import("@/locales/entry.fr.json"),
    en: (): Texts => import("@/locales/entry.en.json"),
  },
};
type Part = keyof typeof files;
const wanted = new Set<Part>(["daily", "case", "list"]);
const loaded = new Set<string>();

async function load(language: Language): Promise<void> {
  // Each language is its own file, fetched when first shown.
  const missing = [...wanted].filter((part) => !loaded.has(`${part}.${language}`));
  await Promise.all(
    missing.map(async (part) => {
      const texts = await files[part][language]();
      i18next.addResourceBundle(language, "translation", texts.default, true);
      loaded.add(`${part}.${language}`);
    }),
  );
}

/** Loads a further part of the texts, and from then on with every language. */
export async function needTexts(part: Part): Promise<void> {
  wanted.add(part);
  const language = i18next.language;
  if (isLanguage(language)) await load(language);
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
