import { useId } from "react";
import classes from "./RadioCards.module.css";

interface RadioCardsProps<T extends string> {
  label: string;
  value: T;
  choices: readonly { value: T; label: string; hint?: string }[];
  disabled?: boolean;
  error?: string | undefined;
  onChange: (value: T) => void;
}

/** A few choices, each with a line on what it means. */
export function RadioCards<T extends string>(props: RadioCardsProps<T>) {
  const { label, value, choices, disabled, error, onChange } = props;
  const name = useId();
  return (
    <fieldset
      className={classes.cards}
      disabled={disabled}
      data-short={choices.every(({ hint }) => !hint) || undefined}
      aria-describedby={error ? `${name}-error` : undefined}
    >
      <legend className={classes.legend}>{label}</legend>
      {choices.map((choice) => (
        <label key={choice.value} className={classes.card}>
          <input
            type="radio"
            name={name}
            checked={choice.value === value}
            onChange={() => onChange(choice.value)}
          />
          <span>
            <span className={classes.name}>{choice.label}</span>
            {choice.hint && <span className={classes.hint}>{choice.hint}</span>}
          </span>
        </label>
      ))}
      {error && (
        <p id={`${name}-error`} className={classes.error}>
          {error}
        </p>
      )}
    </fieldset>
  );
}
