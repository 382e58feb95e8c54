import { Tooltip } from "@mantine/core";
import type { ButtonHTMLAttributes, Ref } from "react";
import classes from "./IconButton.module.css";
import type { IconType } from "./Icons";

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  icon: IconType;
  /** Name of the action: read out, and shown as a tooltip. */
  label: string;
  iconSize?: number;
  ref?: Ref<HTMLButtonElement>;
}

export function IconButton({ icon: Icon, label, iconSize = 18, ...rest }: IconButtonProps) {
  return (
    <Tooltip label={label} events={{ hover: true, focus: true, touch: false }}>
      <button
        type="button"
        {...rest}
        className={`${classes.button} ${rest.className ?? ""}`}
        aria-label={label}
      >
        <Icon size={iconSize} stroke={1.75} aria-hidden />
      </button>
    </Tooltip>
  );
}
