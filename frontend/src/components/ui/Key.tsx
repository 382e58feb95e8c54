import classes from "./Key.module.css";

/** A key cap. Decorative beside a label: pass `hidden={false}` where it is the content itself. */
export function Key({ children, hidden = true }: { children: string; hidden?: boolean }) {
  return (
    <kbd className={classes.key} aria-hidden={hidden || undefined}>
      {children}
    </kbd>
  );
}
