import type { ReactNode } from "react";
import classes from "./Empty.module.css";
import type { IconType } from "./Icons";

interface EmptyProps {
  icon: IconType;
  title: string;
  /** One next step: a sentence, a link or a button. */
  children?: ReactNode;
  tone?: "happy" | "neutral";
  /** Heading level fits the page it stands on. */
  as?: "p" | "h1" | "h2";
}

/** An empty state: one icon, one bold sentence, one next step. */
export function Empty({ icon: Icon, title, children, tone = "neutral", as: Title = "p" }: EmptyProps) {
  return (
    <div className={classes.empty} data-tone={tone}>
      <Icon size={26} stroke={1.75} aria-hidden />
      <Title className={classes.title}>{title}</Title>
      {children && <div className={classes.next}>{children}</div>}
    </div>
  );
}
