import { type ReactNode, useEffect, useRef } from "react";
import classes from "./Tabs.module.css";

/** The pages of one subject side by side: links, the one shown marked with `aria-current`. */
export function Tabs({ label, children }: { label: string; children: ReactNode }) {
  const nav = useRef<HTMLElement>(null);
  // On a phone the row is wider than the screen: the page shown comes into it.
  useEffect(() => {
    nav.current?.querySelector("[aria-current]")?.scrollIntoView({ inline: "nearest", block: "nearest" });
  });
  return (
    <nav ref={nav} className={classes.tabs} aria-label={label}>
      {children}
    </nav>
  );
}
