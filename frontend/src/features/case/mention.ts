import type { Person } from "@/api/types";

/** What is typed of a name behind an "@", and where the "@" stands. */
export interface Started {
  from: number;
  typed: string;
}

/** The mention being written in front of the cursor: "@" at the start of a word, then up to two words. */
export function mentionAt(text: string, caret: number): Started | null {
  const found = /(?:^|[\s(])@([\p{L}\p{M}'’-]{0,30}(?: [\p{L}\p{M}'’-]{1,30})?)$/u.exec(text.slice(0, caret));
  if (!found) return null;
  const typed = found[1] ?? "";
  return { from: caret - typed.length - 1, typed };
}

/** The text with the mention written out, and where the cursor goes. */
export function completed(
  text: string,
  { from, typed }: Started,
  name: string,
): { text: string; caret: number } {
  const head = `${text.slice(0, from)}@${name} `;
  return { text: head + text.slice(from + 1 + typed.length).replace(/^ /, ""), caret: head.length };
}

/** Of the people chosen while writing, those whose name still stands in the text. */
export function stillNamed(text: string, people: readonly Person[]): string[] {
  return [...new Set(people.filter(({ name }) => text.includes(`@${name}`)).map(({ id }) => id))];
}

export interface NotePart {
  text: string;
  mention: boolean;
}

/** A note cut at the people it names. */
export function noteParts(text: string, people: readonly Person[]): NotePart[] {
  const names = people.map(({ name }) => `@${name}`).toSorted((a, b) => b.length - a.length);
  const parts: NotePart[] = [];
  let plain = "";
  const flush = () => {
    if (plain) parts.push({ text: plain, mention: false });
    plain = "";
  };
  for (let at = 0; at < text.length; ) {
    const name = names.find((one) => text.startsWith(one, at));
    if (name) {
      flush();
      parts.push({ text: name, mention: true });
      at += name.length;
    } else {
      plain += text[at];
      at += 1;
    }
  }
  flush();
  return parts;
}
