import { useCallback, useEffect, useRef } from "react";
import { createStore } from "./store";

/** A pause this long means that the person no longer types. */
const PAUSE_MS = 6_000;

const store = createStore(false);

/** Whether the person is writing in the open case right now. */
export const useTyping = store.use;

/** Call what is answered at each key press in a text that others should know about. */
export function useTypingSignal(): () => void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const stop = useCallback(() => {
    clearTimeout(timer.current);
    if (store.get()) store.set(false);
  }, []);
  useEffect(() => stop, [stop]);
  return useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(stop, PAUSE_MS);
    if (!store.get()) store.set(true);
  }, [stop]);
}
