import type { ReactNode } from "react";
import { type IconType, IconX } from "./Icons";
import classes from "./Tag.module.css";

interface TagProps {
  children: ReactNode;
  icon?: IconType;
  /** `soon` asks for a look, `happy` is well, `late` has failed; neutral says nothing. */
  tone?: "neutral" | "accent" | "soon" | "happy" | "late" | "plain";
  /** Takes the tag away; `removeLabel` is read out. */
  onRemove?: (() => void) | undefined;
  removeLabel?: string;
  title?: string;
}

/** A small label: a state, a word of a list. */
export function Tag({ children, icon: Icon, tone = "neutral", onRemove, removeLabel, title }: TagProps) {
  return (
    <span className={classes.tag} data-tone={tone} title={title}>
      {Icon && <Icon size={13} stroke={1.75} aria-hidden />}
      <span className={classes.text}>{children}</span>
      {onRemove && (
        <button type="button" aria-label={removeLabel} onClick={onRemove}>
          <IconX size={12} stroke={2} aria-hidden />
        </button>
      )}
    </span>
  );
}
