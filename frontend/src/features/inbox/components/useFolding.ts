import { type RefObject, useLayoutEffect, useRef } from "react";

/** Lets the rows below a removed one slide up for 160 ms. Nothing moves when the list itself changes. */
export function useFolding(body: RefObject<HTMLElement | null>, count: number, key: string): void {
  const previous = useRef({ count, key });
  useLayoutEffect(() => {
    const { count: before, key: list } = previous.current;
    previous.current = { count, key };
    const element = body.current;
    if (!element || list !== key || count !== before - 1) return;
    element.dataset.folding = "true";
    const timer = setTimeout(() => delete element.dataset.folding, 170);
    return () => {
      clearTimeout(timer);
      delete element.dataset.folding;
    };
  }, [body, count, key]);
}
