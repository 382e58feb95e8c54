import { useEffect, useRef } from "react";
import { useShortcuts } from "@/lib/shortcuts";
import classes from "../shell/Shell.module.css";

const keys = ["t", "e", "w", "h", "a", "n", "c"];

/** In the place of a case whose code is on its way. A key pressed meanwhile is pressed again once it is there. */
export function CaseWaiting() {
  const early = useRef<string>(undefined);
  useShortcuts(
    Object.fromEntries(
      keys.map((key) => [
        key,
        () => {
          early.current = key;
        },
      ]),
    ),
  );
  useEffect(
    () => () => {
      const key = early.current;
      if (!key) return;
      // The case begins to listen in the same moment.
      setTimeout(() => document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true })));
    },
    [],
  );
  return <main className={classes.waiting} id="main" />;
}
