import { type KeyboardEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Avatar } from "@/components/ui/Avatar";
import { Bone, Late } from "@/components/ui/Bone";
import { IconCheck } from "@/components/ui/Icons";
import { Tag } from "@/components/ui/Tag";
import { useFormat } from "@/lib/format";
import { useMe } from "@/lib/me";
import { type Colleague, useColleagues } from "../api/useColleagues";
import frame from "./CaseDialog.module.css";
import classes from "./PeopleSearch.module.css";

interface PeopleSearchProps {
  alertId: string;
  label: string;
  chosen: readonly Colleague[];
  onChoose: (chosen: Colleague[]) => void;
  /** More than one. */
  several?: boolean;
  /** Colleagues who do not see the case cannot be chosen here; the text says what to do instead. */
  outsideHint?: string;
  /** Enter on who is chosen already. */
  onEnter?: () => void;
  error?: string | undefined;
}

/** Colleagues found as one types: those who see the case first, who is absent and until when. */
export function PeopleSearch(props: PeopleSearchProps) {
  const { alertId, label, chosen, onChoose, several, outsideHint, onEnter, error } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const me = useMe();
  const id = useId();
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const { people: found, pending } = useColleagues(alertId, text);
  const people = found ?? [];
  const isChosen = (one: Colleague) => chosen.some((other) => other.id === one.id);
  const closed = (one: Colleague) => outsideHint !== undefined && !one.inside;

  function choose(one: Colleague | undefined) {
    if (!one || closed(one)) return;
    if (!several) onChoose([one]);
    else if (isChosen(one)) onChoose(chosen.filter((other) => other.id !== one.id));
    else onChoose([...chosen, one]);
  }
  function onKey(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowDown") setAt(Math.min(at + 1, people.length - 1));
    else if (event.key === "ArrowUp") setAt(Math.max(at - 1, 0));
    else if (event.key === "Enter") {
      const one = people[at];
      if (one && !several && isChosen(one)) onEnter?.();
      else choose(one);
    } else return;
    event.preventDefault();
  }
  const hint = (one: Colleague) => {
    if (one.absent_until) return t("people.absent", { date: format.date(one.absent_until, Date.now()) });
    if (one.inside) return t(`role.${one.role}`);
    return outsideHint ?? t("people.outside");
  };

  return (
    <div>
      <label htmlFor={id} className={frame.label}>
        {label}
      </label>
      {several && chosen.length > 0 && (
        <div className={classes.chosen}>
          {chosen.map((one) => (
            <Tag
              key={one.id}
              tone="accent"
              onRemove={() => choose(one)}
              removeLabel={t("people.remove", { name: one.name })}
            >
              {one.name}
            </Tag>
          ))}
        </div>
      )}
      <div className={classes.box}>
        <input
          id={id}
          className={classes.input}
          role="combobox"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={people[at] ? `${id}-${people[at].id}` : undefined}
          aria-autocomplete="list"
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
          autoComplete="off"
          placeholder={t("people.search")}
          value={text}
          data-autofocus
          onChange={(event) => {
            setText(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKey}
        />
        <div
          className={classes.list}
          role="listbox"
          id={`${id}-list`}
          aria-label={label}
          aria-multiselectable={several}
        >
          {people.map((one, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are heard in the search above
            <div
              key={one.id}
              id={`${id}-${one.id}`}
              role="option"
              tabIndex={-1}
              aria-selected={isChosen(one)}
              aria-disabled={closed(one) || undefined}
              className={classes.person}
              data-at={index === at || undefined}
              ref={(element) => {
                if (index === at) element?.scrollIntoView({ block: "nearest" });
              }}
              onClick={() => choose(one)}
            >
              <Avatar name={one.name} size={30} own={one.id === me.id} />
              <span className={classes.name}>
                {one.id === me.id ? t("people.me", { name: one.name }) : one.name}
              </span>
              <span className={classes.hint} data-absent={one.absent_until !== null || undefined}>
                {hint(one)}
              </span>
              {isChosen(one) && <IconCheck size={16} stroke={2} aria-hidden />}
            </div>
          ))}
        </div>
        {pending && people.length === 0 && (
          <Late>
            <div className={classes.empty}>
              <Bone width="60%" height={14} />
            </div>
          </Late>
        )}
        {found?.length === 0 && (
          <p className={classes.empty} role="status">
            {t("people.none", { text: text.trim() })}
          </p>
        )}
      </div>
      {error && (
        <p id={`${id}-error`} className={frame.error}>
          {error}
        </p>
      )}
    </div>
  );
}
