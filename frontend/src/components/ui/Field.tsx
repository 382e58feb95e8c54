import { type ReactNode, useId } from "react";
import classes from "./Field.module.css";

interface FieldProps {
  label: string;
  /** What to know before writing. */
  hint?: ReactNode;
  /** What to mend, told by the API or by us. */
  error?: string | undefined;
  /** Reads the label out without showing it. */
  hideLabel?: boolean;
  className?: string;
  /** The control; spread what it is given. */
  children: (control: {
    id: string;
    "aria-invalid": true | undefined;
    "aria-describedby": string | undefined;
  }) => ReactNode;
}

/** A control with its label above it, its hint and its fault below. */
export function Field({ label, hint, error, hideLabel, className, children }: FieldProps) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className={`${classes.field} ${className ?? ""}`}>
      <label htmlFor={id} className={hideLabel ? "visually-hidden" : classes.label}>
        {label}
      </label>
      {children({
        id,
        "aria-invalid": error ? true : undefined,
        "aria-describedby": described || undefined,
      })}
      {hint && (
        <p id={`${id}-hint`} className={classes.hint}>
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className={classes.error}>
          {error}
        </p>
      )}
    </div>
  );
}
