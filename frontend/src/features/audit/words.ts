/** A value of the audit log in words: names of records, lists one after the other, what is nested as JSON. */
export function valueText(value: unknown, words: { yes: string; no: string; none: string }): string {
  if (value === null || value === undefined || value === "") return words.none;
  if (typeof value === "boolean") return value ? words.yes : words.no;
  if (typeof value === "string" || typeof value === "number") return String(value);
  if (Array.isArray(value)) {
    return value.length > 0 ? value.map((one) => valueText(one, words)).join(", ") : words.none;
  }
  const named = value as { name?: unknown; label?: unknown };
  if (typeof named.name === "string") return named.name;
  if (typeof named.label === "string") return named.label;
  return JSON.stringify(value);
}

/** The reference of a case that people say on the phone. */
export function referenceOf(alertId: string): string {
  return `A-${alertId.slice(1, 7).toUpperCase()}`;
}
