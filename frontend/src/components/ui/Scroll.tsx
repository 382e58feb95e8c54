import type { ReactNode } from "react";

interface ScrollProps {
  label: string;
  className?: string | undefined;
  children: ReactNode;
}

/** A part that scrolls by itself: named, and reached by keyboard. */
export function Scroll({ label, className, children }: ScrollProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className={className} tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
