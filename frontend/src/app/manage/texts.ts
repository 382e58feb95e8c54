import { needTexts } from "@/lib/i18n";

/** The texts of "Gérer" load beside its page. */
export async function withTexts<T>(page: Promise<T>): Promise<T> {
  const [loaded] = await Promise.all([page, needTexts("manage")]);
  return loaded;
}

/** The same with the texts of people, places, plans and settings. */
export function withAdmin<T>(page: Promise<T>): Promise<T> {
  return withMore(needTexts("admin").then(() => page));
}

/** The same with the texts of sources, imports and keyword lists. */
export function withMore<T>(page: Promise<T>): Promise<T> {
  return withTexts(needTexts("sources").then(() => page));
}
