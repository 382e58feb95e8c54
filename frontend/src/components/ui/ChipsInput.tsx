import {
  type ClipboardEvent,
  type ComponentProps,
  type KeyboardEvent,
  type ReactNode,
  useState,
} from "react";
import { useTranslation } from "react-i18next";
import classes from "./ChipsInput.module.css";
import { Tag } from "./Tag";

interface ChipsInputProps extends Pick<ComponentProps<"input">, "id" | "aria-invalid" | "aria-describedby"> {
  values: readonly string[];
  onChange: (values: string[]) => void;
  /** Read out for the line of text. */
  label: string;
  placeholder?: string;
  /** Before the words: what stands for several of them. */
  before?: ReactNode;
  /** Behind the words: a command. */
  after?: ReactNode;
  /** Without a border, on a line of its own. */
  bare?: boolean;
  disabled?: boolean;
}

/** Words as chips. Enter, a comma or leaving adds what is typed; Backspace takes the last one away. */
export function ChipsInput({ values, onChange, label, before, after, bare, ...rest }: ChipsInputProps) {
  const { t } = useTranslation();
  const [text, setText] = useState("");

  function add(written: string) {
    const words = written
      .split(/[,;\n\t]/)
      .map((word) => word.trim())
      .filter((word) => word !== "");
    setText("");
    const added = words.filter((word, index) => !values.includes(word) && words.indexOf(word) === index);
    if (added.length > 0) onChange([...values, ...added]);
  }

  function onKey(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter" || event.key === "," || event.key === ";") {
      event.preventDefault();
      add(text);
    } else if (event.key === "Backspace" && text === "" && values.length > 0) {
      onChange(values.slice(0, -1));
    }
  }

  function onPaste(event: ClipboardEvent) {
    const pasted = event.clipboardData.getData("text");
    if (!/[,;\n\t]/.test(pasted)) return;
    event.preventDefault();
    add(text + pasted);
  }

  return (
    <div
      className={classes.box}
      data-bare={bare || undefined}
      data-invalid={rest["aria-invalid"] || undefined}
    >
      {before}
      {values.map((word) => (
        <Tag
          key={word}
          onRemove={rest.disabled ? undefined : () => onChange(values.filter((other) => other !== word))}
          removeLabel={t("manage.removeWord", { word })}
        >
          {word}
        </Tag>
      ))}
      {!rest.disabled && (
        <input
          {...rest}
          aria-label={rest.id ? undefined : label}
          className={classes.input}
          value={text}
          autoComplete="off"
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={onKey}
          onPaste={onPaste}
          onBlur={() => add(text)}
        />
      )}
      {after}
    </div>
  );
}
