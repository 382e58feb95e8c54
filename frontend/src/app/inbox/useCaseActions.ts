import { useEffect, useRef, useState } from "react";
import type { Alert, Command } from "@/api/types";
import type { Actions, DialogName } from "@/features/case/treating";
import { type Shortcuts, useShortcuts } from "@/lib/shortcuts";
import type { Treating } from "./useTreating";

export type Dialog = DialogName | "close";

/**
 * What the person starts on the open case, by button, menu or key. A key pressed before the case has loaded waits
 * for it. `dialog` is what is being asked; leaving it gives the focus back to where it was.
 */
export function useCaseActions(alert: Alert | undefined, name: string, treating: Treating) {
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const before = useRef<Element | null>(null);
  const may = alert?.may ?? [];
  const target = alert && { id: alert.id, name, version: alert.version };

  function ask(asked: Dialog) {
    const command: Command = asked;
    if (!may.includes(command)) return;
    if (asked === "hold" || asked === "assign" || asked === "transfer") treating[asked].forget();
    if (asked === "delegate" || asked === "share") treating[asked].forget();
    before.current = document.activeElement;
    setDialog(asked);
  }
  const run = (command: "take" | "resume" | "spam" | "unspam") => () => {
    if (target && may.includes(command)) treating[command].run(target, undefined);
  };
  const parked = () => (may.includes("resume") ? run("resume")() : ask("hold"));

  const keyed = { t: run("take"), e: () => ask("close"), w: parked, h: parked, a: () => ask("assign") };
  type Key = keyof typeof keyed;
  const early = useRef<Key | null>(null);
  const commands = useRef(keyed);
  commands.current = keyed;
  const loaded = alert !== undefined;
  useEffect(() => {
    if (!loaded || !early.current) return;
    commands.current[early.current]();
    early.current = null;
  }, [loaded]);
  const shortcuts: Shortcuts = Object.fromEntries(
    (Object.keys(keyed) as Key[]).map((key) => [
      key,
      () => {
        if (loaded) commands.current[key]();
        else early.current = key;
      },
    ]),
  );
  useShortcuts(shortcuts);

  const busy = new Set<Command>(
    (["take", "resume", "spam", "unspam"] as const).filter((command) => treating[command].busy),
  );
  const actions: Actions = {
    take: run("take"),
    close: () => ask("close"),
    ask,
    resume: run("resume"),
    spam: run("spam"),
    unspam: run("unspam"),
    busy,
  };
  return {
    actions,
    target,
    dialog,
    /** The dialog is over: `kept` leaves the focus where the next thing put it. */
    leave(kept = false) {
      setDialog(null);
      if (kept) return;
      requestAnimationFrame(() => before.current instanceof HTMLElement && before.current.focus());
    },
  };
}

export type CaseActions = ReturnType<typeof useCaseActions>;
