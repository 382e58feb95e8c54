import { useEffect, useRef } from "react";
import { useApi } from "@/api/context";
import { call } from "@/api/rest";
import { type Other, showOthers } from "./others";

/** How often we say that we are still there; the server forgets us after 45 seconds. */
export const BEAT_MS = 20_000;
/** Whoever runs through cases by key has not opened them. */
const SETTLE_MS = 350;

/**
 * Tells the others which case is open here and whether its text is being written, and learns where they are. It
 * beats while the page is visible, and at once when a case is opened, left, or typing starts or ends. Use it once
 * per page; a failed beat is left to the next one.
 */
export function usePresence(alertId: string | null, typing: boolean): void {
  const api = useApi();
  const last = useRef("");

  useEffect(() => {
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const beat = async () => {
      clearTimeout(timer);
      if (document.visibilityState !== "visible") return;
      timer = setTimeout(beat, BEAT_MS);
      last.current = `${alertId} ${typing}`;
      try {
        const body = { alert_id: alertId, typing };
        const { items } = await call<{ items: Other[] }>(api, "put", "/v1/presence", { body });
        if (!gone) showOthers(items);
      } catch {
        // Who else is there is a courtesy: without an answer nobody is shown after a while.
      }
    };
    // A page that is hidden or closed leaves its case by being forgotten.
    const seen = () => document.visibilityState === "visible" && void beat();
    timer = setTimeout(beat, last.current ? SETTLE_MS : 0);
    document.addEventListener("visibilitychange", seen);
    return () => {
      gone = true;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", seen);
    };
  }, [api, alertId, typing]);
}
