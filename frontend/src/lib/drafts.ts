import { useCallback, useSyncExternalStore } from "react";

const PREFIX = "boucle.draft.";
const KEEP = 14 * 24 * 3600 * 1000;
const listeners = new Set<() => void>();
const cache = new Map<string, unknown>();
let owner = "";

function storeKey(key: string): string {
  return `${PREFIX}${owner}.${key}`;
}

/** Drafts belong to one person: call it with the user's id before any draft is read. Drops old ones. */
export function openDrafts(user: string): void {
  owner = user;
  cache.clear();
  for (const key of Object.keys(localStorage)) {
    if (!key.startsWith(PREFIX)) continue;
    const saved = readRaw(key);
    if (!saved || Date.now() - saved.at > KEEP) localStorage.removeItem(key);
  }
}

/** Removes every draft of this device: on sign-out, since a shop's computer is shared. */
export function dropDrafts(): void {
  cache.clear();
  for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
}

function readRaw(key: string): { at: number; value: unknown } | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

function read<T>(key: string): T | undefined {
  if (!cache.has(key)) cache.set(key, readRaw(storeKey(key))?.value);
  return cache.get(key) as T | undefined;
}

/** Writes a draft; undefined removes it. */
export function saveDraft<T>(key: string, value: T | undefined): void {
  cache.set(key, value);
  try {
    if (value === undefined) localStorage.removeItem(storeKey(key));
    else localStorage.setItem(storeKey(key), JSON.stringify({ at: Date.now(), value }));
  } catch {
    // A full or forbidden store keeps the draft in memory only.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** A draft kept through navigation, reload and session expiry. */
export function useDraft<T>(key: string): [T | undefined, (value: T | undefined) => void] {
  const value = useSyncExternalStore(subscribe, () => read<T>(key));
  const save = useCallback((next: T | undefined) => saveDraft(key, next), [key]);
  return [value, save];
}
