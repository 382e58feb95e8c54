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
  return target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName);
}

function blocked(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return true;
  if (event.getModifierState("AltGraph") || isTyping(event)) return true;
  // An open dialog or menu has its own keys.
  const layers = document.querySelectorAll("[aria-modal=true], [role=menu], [role=listbox]");
  return [...layers].some((layer) => layer.checkVisibility());
}

/**
 * Page-wide shortcuts: single keys ("e", "?", "Escape") and two-key sequences ("g i"). None fires while
 * typing, under a modifier, or behind a dialog.
 */
export function useShortcuts(shortcuts: Shortcuts): void {
  const current = useRef(shortcuts);
  current.current = shortcuts;
  useEffect(() => {
    let first = "";
    let firstAt = 0;
    const onKey = (event: KeyboardEvent) => {
      if (blocked(event)) return;
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      if (key.length === 1 && !shortcutsEnabled.get()) return;
      const sequence = `${first} ${key}`;
      const pending = first && event.timeStamp - firstAt < SEQUENCE_MS;
      first = "";
      const run = (pending && current.current[sequence]) || current.current[key];
      if (run) {
        event.preventDefault();
        run(event);
        return;
      }
      if (Object.keys(current.current).some((name) => name.startsWith(`${key} `))) {
        first = key;
        firstAt = event.timeStamp;
      }
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}
