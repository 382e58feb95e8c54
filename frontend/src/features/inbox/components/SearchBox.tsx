import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconSearch, IconX } from "@/components/ui/Icons";
import { Key } from "@/components/ui/Key";
import classes from "./SearchBox.module.css";

interface SearchBoxProps {
  /** What is searched now, as the address says. */
  value: string | undefined;
  onSearch: (words: string | undefined) => void;
  /** Enter, or arrow down: on to what was found. */
  onEnter: () => void;
  /** Escape in an empty box. */
  onLeave?: () => void;
  autoFocus?: boolean;
}

export const SEARCH_ID = "search";
const WAIT_MS = 300;
const SHORTEST = 2;

/** Searches as one types: from two characters on, a moment after the last one. */
export function SearchBox({ value, onSearch, onEnter, onLeave, autoFocus }: SearchBoxProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(value ?? "");
  const input = useRef<HTMLInputElement>(null);
  const sent = useRef(value);
  const search = useRef(onSearch);
  search.current = onSearch;

  // The address changed by other means: a link, the way back.
  useEffect(() => {
    if (value === sent.current) return;
    sent.current = value;
    setText(value ?? "");
  }, [value]);

  useEffect(() => {
    if (autoFocus) input.current?.focus();
  }, [autoFocus]);

  function send(words: string) {
    const next = words.length >= SHORTEST ? words : undefined;
    if (next === sent.current) return;
    sent.current = next;
    search.current(next);
  }
  const sending = useRef(send);
  sending.current = send;
  useEffect(() => {
    const timer = setTimeout(() => sending.current(text.trim()), WAIT_MS);
    return () => clearTimeout(timer);
  }, [text]);

  function clear() {
    setText("");
    send("");
    input.current?.focus();
  }
  function onKey(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") {
      event.stopPropagation();
      if (text) clear();
      else {
        input.current?.blur();
        onLeave?.();
      }
    } else if (event.key === "Enter" || event.key === "ArrowDown") {
      event.preventDefault();
      send(text.trim());
      onEnter();
    }
  }

  return (
    <search className={classes.box}>
      <IconSearch size={16} stroke={1.75} aria-hidden />
      <input
        ref={input}
        id={SEARCH_ID}
        type="text"
        inputMode="search"
        enterKeyHint="search"
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        aria-label={t("search.label")}
        aria-keyshortcuts="/"
        placeholder={t("search.placeholder")}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKey}
      />
      {text ? (
        <button type="button" aria-label={t("search.clear")} onClick={clear}>
          <IconX size={15} stroke={1.75} aria-hidden />
        </button>
      ) : (
        <Key>/</Key>
      )}
    </search>
  );
}
