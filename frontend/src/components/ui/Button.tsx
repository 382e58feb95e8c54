import type { ButtonHTMLAttributes, ReactNode, Ref } from "react";
import classes from "./Button.module.css";
import type { IconType } from "./Icons";
import { Key } from "./Key";

/** `off`: cannot be pressed now; its title says why. */
export type ButtonLook = "filled" | "soft" | "outline" | "bare" | "danger" | "off";

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: ButtonLook;
  icon?: IconType;
  /** The shortcut, shown where the action is. */
  keyName?: string;
  /** The request is under way: the button waits and cannot be pressed again. */
  busy?: boolean;
  children: ReactNode;
  ref?: Ref<HTMLButtonElement>;
}

/** The text button of the product: 32 px, 44 px on touch. */
export function Button({ look = "outline", icon: Icon, keyName, busy, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={`${classes.button} ${rest.className ?? ""}`}
      data-look={look}
      aria-disabled={busy || rest["aria-disabled"] || undefined}
      aria-busy={busy || undefined}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else rest.onClick?.(event);
      }}
    >
      {Icon && <Icon size={16} stroke={1.75} aria-hidden />}
      <span className={classes.label}>{children}</span>
      {keyName && <Key>{keyName}</Key>}
    </button>
  );
}
