import { Textarea } from "@mantine/core";
import { useEffect, useId, useRef } from "react";
import classes from "./CaseDialog.module.css";

interface NoteFieldProps {
  label: string;
  hint: string;
  value: string;
  onChange: (value: string) => void;
  rows?: number;
  required?: boolean;
  error?: string | undefined;
  /** Grows each time the cursor should go into the text. */
  focusing?: number;
}

/** The text of a dialog, its label saying whether it is needed and who reads it. */
export function NoteField(props: NoteFieldProps) {
  const { label, hint, value, onChange, rows = 2, required, error, focusing = 0 } = props;
  const id = useId();
  const text = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (focusing > 0) text.current?.focus();
  }, [focusing]);
  return (
    <div>
      <label htmlFor={id} className={classes.label}>
        {label} <span>{hint}</span>
      </label>
      <Textarea
        ref={text}
        id={id}
        autosize
        minRows={rows}
        maxRows={8}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        required={required}
        error={error}
        classNames={{ input: classes.note, error: classes.error }}
      />
    </div>
  );
}
