import { createStore } from "@/lib/store";

/** Somebody else who has a case open. */
export interface Other {
  alert_id: string;
  person: { id: string; name: string };
  typing: boolean;
  since: string;
}

export type Others = ReadonlyMap<string, readonly Other[]>;

/** Nobody is shown longer than this after the last answer: the server forgets them then, too. */
export const FORGET_MS = 45_000;

/** The others by case: who types first, then who came first. */
export function byCase(items: readonly Other[]): Others {
  const cases = new Map<string, Other[]>();
  const order = (one: Other) => `${one.typing ? 0 : 1}${one.since}`;
  for (const item of items.toSorted((a, b) => (order(a) < order(b) ? -1 : 1))) {
    const others = cases.get(item.alert_id) ?? [];
    if (others.some(({ person }) => person.id === item.person.id)) continue;
    cases.set(item.alert_id, [...others, item]);
  }
  return cases;
}

const store = createStore<Others>(new Map());
let shown = "[]";
let timer: ReturnType<typeof setTimeout> | undefined;

/** Shows who else is there, until the next answer or until they are forgotten. */
export function showOthers(items: readonly Other[]): void {
  clearTimeout(timer);
  if (items.length > 0) timer = setTimeout(() => showOthers([]), FORGET_MS);
  const text = JSON.stringify(items);
  // The same answer draws nothing anew.
  if (text === shown) return;
  shown = text;
  store.set(byCase(items));
}

/** Who else has which case open, by the id of the case. */
export const useOthers = store.use;
