import type { ReactNode } from "react";
import classes from "./Switch.module.css";

interface SwitchProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
  children: ReactNode;
  /** `tick` for an agreement, `switch` for a setting. */
  look?: "switch" | "tick";
  disabled?: boolean;
}

/** Yes or no, with its words beside it. */
export function Switch({ checked, onChange, children, look = "switch", disabled }: SwitchProps) {
  return (
    <label className={classes.switch} data-look={look}>
      <input
        type="checkbox"
        role={look === "switch" ? "switch" : undefined}
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span>{children}</span>
    </label>
  );
}
