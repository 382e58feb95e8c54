import type { ComponentProps, ReactNode } from "react";
import { IconChevronDown } from "./Icons";
import classes from "./Input.module.css";

interface InputProps extends ComponentProps<"input"> {
  /** Behind the value: a unit, a scale. */
  suffix?: ReactNode;
}

/** A line of text or a number, with what it counts behind it. */
export function Input({ suffix, className, ...rest }: InputProps) {
  return (
    <span className={`${classes.box} ${className ?? ""}`} data-invalid={rest["aria-invalid"] || undefined}>
      <input type="text" autoComplete="off" {...rest} className={classes.input} />
      {suffix && <span className={classes.suffix}>{suffix}</span>}
    </span>
  );
}

export interface Choice {
  value: string;
  label: string;
}

interface SelectProps extends Omit<ComponentProps<"select">, "onChange" | "value"> {
  value: string;
  choices: readonly (Choice | { label: string; choices: readonly Choice[] })[];
  onChange: (value: string) => void;
}

/** One of a list, with the device's own menu. */
export function Select({ value, choices, onChange, className, ...rest }: SelectProps) {
  return (
    <span className={`${classes.box} ${className ?? ""}`} data-invalid={rest["aria-invalid"] || undefined}>
      <select
        {...rest}
        className={classes.select}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {choices.map((choice) =>
          "choices" in choice ? (
            <optgroup key={choice.label} label={choice.label}>
              {choice.choices.map((one) => (
                <option key={one.value} value={one.value}>
                  {one.label}
                </option>
              ))}
            </optgroup>
          ) : (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ),
        )}
      </select>
      <IconChevronDown size={16} stroke={1.75} aria-hidden />
    </span>
  );
}
