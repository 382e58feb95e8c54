import { type ReactNode, useId } from "react";
import classes from "./Segmented.module.css";

interface SegmentedProps<T extends string> {
  label: string;
  value: T;
  choices: readonly { value: T; label: ReactNode }[];
  onChange: (value: T) => void;
  disabled?: boolean;
}

/** A few choices side by side, one taken. */
export function Segmented<T extends string>({
  label,
  value,
  choices,
  onChange,
  disabled,
}: SegmentedProps<T>) {
  const name = useId();
  return (
    <fieldset className={classes.segments} disabled={disabled}>
      <legend className="visually-hidden">{label}</legend>
      {choices.map((choice) => (
        <label key={choice.value} className={classes.segment}>
          <input
            type="radio"
            name={name}
            className="visually-hidden"
            checked={choice.value === value}
            onChange={() => onChange(choice.value)}
          />
          {choice.label}
        </label>
      ))}
    </fieldset>
  );
}
