import { useSyncExternalStore } from "react";

const listeners = new Set<() => void>();
let current = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

function tick() {
  current = Date.now();
  // Wakes just after the next whole minute, so that all badges change together.
  timer = setTimeout(tick, 60_000 - (current % 60_000) + 50);
  for (const listener of listeners) listener();
}

function refresh() {
  if (document.visibilityState !== "visible" || listeners.size === 0) return;
  clearTimeout(timer);
  tick();
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    current = Date.now();
    timer = setTimeout(tick, 60_000 - (current % 60_000) + 50);
    document.addEventListener("visibilitychange", refresh);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", refresh);
  };
}

function snapshot(): number {
  // Without listeners no timer runs; a value under a second old is kept so that one render sees one time.
  if (listeners.size === 0 && Math.abs(Date.now() - current) > 1000) current = Date.now();
  return current;
}

/** The current time in milliseconds, renewed once a minute by one timer shared by the whole page. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, snapshot, snapshot);
}
