/**
 * The path to return to after signing in. Only a path of this site passes: one slash first, no second slash
 * or backslash after it (a browser reads both as another host).
 */
export function safePath(value: unknown): string {
  if (typeof value !== "string" || !/^\/(?![/\\])/.test(value)) return "/";
  // Tabs and line breaks are dropped by browsers, so `/\t/host` would become `//host`.
  if (Array.from(value).some((character) => character < " ")) return "/";
  return value.startsWith("/signed-in") ? "/" : value;
}

/** The reference people say on the phone, read from a case id in a path; null when there is none. */
export function referenceInPath(path: string): string | null {
  const id = /^\/(?:alerts|inbox\/[a-z]+)\/a([a-z2-7]{24})(?:[/?#]|$)/.exec(path)?.[1];
  return id ? `A-${id.slice(0, 6).toUpperCase()}` : null;
}
