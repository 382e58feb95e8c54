import type { ComponentProps } from "react";
import classes from "./TextArea.module.css";

interface TextAreaProps extends Omit<ComponentProps<"textarea">, "onChange"> {
  onChange: (text: string) => void;
}

/** Several lines of text; it grows with what is written. */
export function TextArea({ onChange, className, ...rest }: TextAreaProps) {
  return (
    <textarea
      rows={3}
      {...rest}
      className={`${classes.area} ${className ?? ""}`}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
