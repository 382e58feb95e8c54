import { useLayoutEffect, useRef } from "react";

/**
 * The keys of an open dialog. They are heard on the whole page, so that a quick hand is served before the
 * focus has moved into the dialog.
 */
export function useDialogKeys(onKey: (event: KeyboardEvent) => void): void {
  const current = useRef(onKey);
  current.current = onKey;
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent) => current.current(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}
