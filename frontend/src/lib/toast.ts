import type { ParseKeys } from "i18next";
import { createStore } from "./store";

type ToastText = Extract<ParseKeys, `toast.${string}`>;

export interface Toast {
  id: number;
  /** Translation key; the name is put in its <b>. */
  text: ToastText;
  name: string;
  /** To whom something went, where the text says it. */
  to?: string;
  undo?: () => void;
}

export const TOAST_MS = 8_000;

const store = createStore<Toast | null>(null);
let last = 0;

export const useToast = store.use;

/** Shows a toast in place of the one before; answers its id. */
export function showToast(toast: Omit<Toast, "id">): number {
  last += 1;
  store.set({ ...toast, id: last });
  return last;
}

/** Hides a toast, unless another one took its place. */
export function hideToast(id: number): void {
  store.set((now) => (now?.id === id ? null : now));
}

/** Undoes what the toast tells, once. */
export function undoToast(): boolean {
  const toast = store.get();
  if (!toast?.undo) return false;
  store.set(null);
  toast.undo();
  return true;
}
