import { useEffect, useRef } from "react";
import { createPreference } from "./preference";

/** Single-key shortcuts can be turned off (WCAG 2.1.4). */
export const shortcutsEnabled = createPreference<boolean>("boucle.shortcuts", true);

export type Shortcuts = Record<string, (event: KeyboardEvent) => void>;

const SEQUENCE_MS = 1200;

/** Whether the key belongs to what the person is typing into or to a control that needs it. */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.isComposing || event.key === "Dead" || event.key === "Process") return true;
  const target = event.composedPath()[0] ?? event.target;
  if (!(target instanceof HTMLElement)) return false;
  // A tick takes no letters: picking rows by pointer leaves the keys to their commands.
  if (target instanceof HTMLInputElement && target.type === "checkbox") return false;
  return target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName);
}

// An open dialog or menu has its own keys, also the one that closes it: looked at before it hears the key.
let covered = false;
function look(): void {
  const layers = document.querySelectorAll("[aria-modal=true], [role=menu], [role=listbox]");
  covered = [...layers].some((layer) => layer.checkVisibility());
}

function blocked(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return true;
  return event.getModifierState("AltGraph") || isTyping(event) || covered;
}

interface Registered {
  shortcuts: { current: Shortcuts };
  first: boolean;
}

const registered = new Set<Registered>();
const pending = { key: "", at: 0 };

/** What a key means now, to whom registered it: the sequences before the single keys. */
function meaningOf(key: string, at: number): Shortcuts[string] | undefined {
  const sequence = pending.key && at - pending.at < SEQUENCE_MS ? `${pending.key} ${key}` : "";
  pending.key = "";
  const all = [...registered].sort((a, b) => Number(b.first) - Number(a.first));
  const find = (name: string) =>
    all.find(({ shortcuts }) => shortcuts.current[name])?.shortcuts.current[name];
  const run = (sequence && find(sequence)) || find(key);
  if (run) return run;
  const begins = (name: string) => name.startsWith(`${key} `);
  if (all.some(({ shortcuts }) => Object.keys(shortcuts.current).some(begins))) {
    Object.assign(pending, { key, at });
  }
  return undefined;
}

function onKey(event: KeyboardEvent): void {
  if (blocked(event)) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (key.length === 1 && !shortcutsEnabled.get()) return;
  const run = meaningOf(key, event.timeStamp);
  if (!run) return;
  event.preventDefault();
  run(event);
}

/**
 * Page-wide shortcuts: single keys ("e", "?", "Escape") and two-key sequences ("g i"). None fires while
 * typing, under a modifier, or behind a dialog. Parts of a page each bring their own; `first` ones win over the
 * others, and a sequence over the single key it ends with.
 */
export function useShortcuts(shortcuts: Shortcuts, { first = false } = {}): void {
  const current = useRef(shortcuts);
  current.current = shortcuts;
  useEffect(() => {
    const own = { shortcuts: current, first };
    if (registered.size === 0) {
      window.addEventListener("keydown", look, true);
      document.addEventListener("keydown", onKey);
    }
    registered.add(own);
    return () => {
      registered.delete(own);
      if (registered.size > 0) return;
      window.removeEventListener("keydown", look, true);
      document.removeEventListener("keydown", onKey);
    };
  }, [first]);
}
