import { Textarea } from "@mantine/core";
import { type KeyboardEvent, type Ref, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Person } from "@/api/types";
import { Avatar } from "@/components/ui/Avatar";
import { isSubmitKey } from "@/lib/submit-key";
import { useTypingSignal } from "@/lib/typing";
import { type Colleague, useColleagues } from "../api/useColleagues";
import { completed, mentionAt } from "../mention";
import classes from "./MentionText.module.css";

interface MentionTextProps {
  ref?: Ref<HTMLTextAreaElement>;
  alertId: string;
  label: string;
  placeholder?: string;
  invalid?: boolean;
  rows?: number;
  className?: string;
  autoFocus?: boolean;
  value: string;
  onChange: (value: string, named: Person | null) => void;
  onSend: () => void;
}

/** A text in which "@" names a colleague who sees the case. */
export function MentionText(props: MentionTextProps) {
  const {
    ref,
    alertId,
    label,
    placeholder,
    invalid,
    rows = 2,
    className,
    autoFocus,
    value,
    onChange,
    onSend,
  } = props;
  const { t } = useTranslation();
  const typing = useTypingSignal();
  const id = useId();
  const own = useRef<HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState<number | null>(null);
  const [at, setAt] = useState(0);
  const started = caret === null ? null : mentionAt(value, caret);
  const { people: found } = useColleagues(alertId, started?.typed ?? "", started !== null);
  const people = started ? (found ?? []).filter(({ inside }) => inside).slice(0, 6) : [];
  const open = people.length > 0;

  function choose(one: Colleague) {
    if (!started) return;
    const next = completed(value, started, one.name);
    onChange(next.text, { id: one.id, name: one.name });
    setCaret(null);
    // The cursor goes behind the name once the text holds it.
    requestAnimationFrame(() => {
      own.current?.focus();
      own.current?.setSelectionRange(next.caret, next.caret);
    });
  }
  function onKey(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (isSubmitKey(event)) return onSend();
    if (!open || event.nativeEvent.isComposing) return;
    const one = people[at] ?? people[0];
    if (event.key === "ArrowDown") setAt((at + 1) % people.length);
    else if (event.key === "ArrowUp") setAt((at + people.length - 1) % people.length);
    else if ((event.key === "Enter" || event.key === "Tab") && one) choose(one);
    else if (event.key === "Escape") setCaret(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div className={classes.place}>
      <Textarea
        ref={(element) => {
          own.current = element;
          if (typeof ref === "function") ref(element);
          else if (ref) ref.current = element;
        }}
        variant="unstyled"
        autosize
        minRows={rows}
        maxRows={12}
        autoFocus={autoFocus}
        aria-label={label}
        aria-invalid={invalid || undefined}
        aria-controls={open ? id : undefined}
        aria-activedescendant={open ? `${id}-${people[at]?.id}` : undefined}
        placeholder={placeholder}
        classNames={{ input: className }}
        value={value}
        onChange={(event) => {
          onChange(event.currentTarget.value, null);
          setCaret(event.currentTarget.selectionStart);
          setAt(0);
          typing();
        }}
        onKeyDown={onKey}
        onBlur={() => setCaret(null)}
      />
      {open && (
        <div className={classes.list} role="listbox" id={id} aria-label={t("people.mention")}>
          {people.map((one, index) => (
            <div
              key={one.id}
              id={`${id}-${one.id}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              className={classes.person}
              // Before the text loses the focus.
              onPointerDown={(event) => {
                event.preventDefault();
                choose(one);
              }}
            >
              <Avatar name={one.name} />
              <span>{one.name}</span>
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
