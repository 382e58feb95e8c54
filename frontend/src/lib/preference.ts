import { useSyncExternalStore } from "react";

export interface Preference<T> {
  get(): T;
  set(value: T): void;
  use(): T;
}

/** A small setting remembered on this device. */
export function createPreference<T extends string | boolean | number>(
  key: string,
  initial: T,
): Preference<T> {
  const listeners = new Set<() => void>();
  let value: T | undefined;
  const get = (): T => {
    if (value === undefined) {
      try {
        value = JSON.parse(localStorage.getItem(key) ?? "null") ?? initial;
      } catch {
        value = initial;
      }
    }
    return value as T;
  };
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return {
    get,
    set(next) {
      value = next;
      localStorage.setItem(key, JSON.stringify(next));
      for (const listener of listeners) listener();
    },
    use: () => useSyncExternalStore(subscribe, get),
  };
}
