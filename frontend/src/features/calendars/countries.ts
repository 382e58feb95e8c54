/** Countries whose public holidays are offered first; any other is taken by its code. */
export const countries = (
  "AT AU BE BG BR CA CH CI CY CZ DE DK DZ EE ES FI FR GB GR HR HU IE IT JP LT LU LV MA MT MX NL NO NZ PL PT RO " +
  "SE SI SK SN TN US"
).split(" ");

/** The name of a country in the language shown. */
export function countryName(code: string, language: string): string {
  return new Intl.DisplayNames(language, { type: "region", fallback: "code" }).of(code) ?? code;
}

/** The countries by name, with the one in use even where it is not among the first. */
export function countryChoices(language: string, used: string | null): { value: string; label: string }[] {
  const codes = used && !countries.includes(used) ? [...countries, used] : countries;
  return codes
    .map((value) => ({ value, label: countryName(value, language) }))
    .toSorted((a, b) => a.label.localeCompare(b.label, language));
}
