import { type KeyboardEvent, type Ref, useEffect, useImperativeHandle, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Alert, ContactOutcome } from "@/api/types";
import { IconLock, IconPhone } from "@/components/ui/Icons";
import { useDraft } from "@/lib/drafts";
import { fromLocal } from "@/lib/local";
import { useZone } from "@/lib/zone";
import { useAddNote } from "../api/useAddNote";
import { useLogContact } from "../api/useLogContact";
import { type ComposerDraft, composerDraftKey, emptyComposer } from "../drafts";
import { stillNamed } from "../mention";
import { CallForm } from "./CallForm";
import classes from "./Composer.module.css";
import { NoteForm } from "./NoteForm";

export type ComposerTab = "note" | "call";

export interface ComposerHandle {
  open(tab: ComposerTab): void;
}

interface ComposerProps {
  ref?: Ref<ComposerHandle>;
  alert: Alert;
  name: string;
  initialTab?: ComposerTab;
  /** Puts the cursor into the text at once. */
  autoFocus?: boolean;
  onSent?: (tab: ComposerTab) => void;
}

const tabs = [
  { value: "note", icon: IconLock, command: "note" },
  { value: "call", icon: IconPhone, command: "contact" },
] as const;

/** Where the person writes: an internal note, or the record of a call. What is typed is kept per case. */
export function Composer({ ref, alert, name, initialTab = "note", autoFocus, onSent }: ComposerProps) {
  const { t } = useTranslation();
  const [tab, setTab] = useState<ComposerTab>(initialTab);
  const [draft = emptyComposer, setDraft] = useDraft<ComposerDraft>(composerDraftKey(alert.id));
  const [sent, setSent] = useState<ComposerTab | null>(null);
  const [focusing, setFocusing] = useState(autoFocus ?? false);
  const text = useRef<HTMLTextAreaElement>(null);
  const zone = useZone();
  // Calling stays in its place when the customer wants no contact: it says so.
  const refused = alert.contact_refused && alert.may.includes("note");
  const available = tabs.filter(
    ({ command }) => alert.may.includes(command) || (refused && command === "contact"),
  );
  const shown = available.some(({ value }) => value === tab) ? tab : available[0]?.value;

  const note = useAddNote(() => {
    save({ ...draft, note: "", people: [] });
    setSent("note");
    onSent?.("note");
  });
  const call = useLogContact(() => {
    save({ ...draft, call: emptyComposer.call });
    setSent("call");
    onSent?.("call");
  });

  function save(next: ComposerDraft) {
    const nothing = !next.note && !next.call.note && !next.call.outcome && !next.call.at;
    setDraft(nothing ? undefined : next);
  }

  useImperativeHandle(ref, () => ({
    open(next) {
      setTab(next);
      setFocusing(true);
    },
  }));

  useEffect(() => {
    if (!focusing) return;
    setFocusing(false);
    text.current?.focus();
  }, [focusing]);

  if (!shown) return <p className={classes.readOnly}>{t("case.readOnly")}</p>;

  const target = { id: alert.id, name, version: alert.version };
  const people = draft.people ?? [];
  function logCall(outcome: ContactOutcome) {
    const { channel, at } = draft.call;
    const [moment] = at ? fromLocal(at, zone) : [];
    const contacted_at = moment === undefined ? null : new Date(moment).toISOString();
    call.run(target, { channel, outcome, note: draft.call.note.trim(), contacted_at });
  }
  function onTabKey(event: KeyboardEvent) {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    const other = available.find(({ value }) => value !== shown);
    if (other) setTab(other.value);
    event.currentTarget.querySelector<HTMLElement>("[role=tab]:not([aria-selected=true])")?.focus();
  }

  return (
    <section className={classes.composer} data-tab={shown} aria-label={t("composer.label")}>
      <div role="tablist" className={classes.tabs} onKeyDown={onTabKey}>
        {available.map(({ value, icon: Icon }) => (
          <button
            key={value}
            id={`composer-tab-${value}`}
            type="button"
            role="tab"
            aria-selected={value === shown}
            aria-controls="composer-panel"
            tabIndex={value === shown ? 0 : -1}
            onClick={() => setTab(value)}
          >
            <Icon size={16} stroke={1.75} aria-hidden />
            {t(`composer.${value}`)}
          </button>
        ))}
      </div>
      <div role="tabpanel" id="composer-panel" aria-labelledby={`composer-tab-${shown}`}>
        {shown === "note" ? (
          <NoteForm
            ref={text}
            value={draft.note}
            alertId={alert.id}
            onChange={(value, named) =>
              save({ ...draft, note: value, people: named ? [...people, named] : people })
            }
            sent={sent === "note"}
            busy={note.busy}
            onSend={() =>
              note.run(target, { text: draft.note.trim(), mentions: stillNamed(draft.note, people) })
            }
          />
        ) : refused ? (
          <p className={classes.refused}>{t("call.blocked")}</p>
        ) : (
          <CallForm
            ref={text}
            value={draft.call}
            onChange={(value) => save({ ...draft, call: value })}
            sent={sent === "call"}
            busy={call.busy}
            problem={call.problem}
            onSend={logCall}
          />
        )}
      </div>
    </section>
  );
}
