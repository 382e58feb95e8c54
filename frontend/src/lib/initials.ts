/** Up to two capital letters for an avatar: first and last word of a name. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const first = Array.from(words[0] ?? "")[0] ?? "";
  const last = words.length > 1 ? (Array.from(words.at(-1) ?? "")[0] ?? "") : "";
  return (first + last).toLocaleUpperCase();
}

/** "Claire D." for a row, where the full name does not fit. */
export function shortName(name: string): string {
  const words = name.trim().split(/\s+/);
  const last = words.length > 1 ? Array.from(words.at(-1) ?? "")[0] : undefined;
  return last ? `${words[0]} ${last.toLocaleUpperCase()}.` : name;
}

export function firstName(name: string): string {
  return name.trim().split(/\s+/)[0] ?? name;
}
