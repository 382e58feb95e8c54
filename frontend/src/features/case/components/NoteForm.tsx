import { type Ref, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Person } from "@/api/types";
import classes from "./Composer.module.css";
import { MentionText } from "./MentionText";
import { SendBar } from "./SendBar";

interface NoteFormProps {
  ref: Ref<HTMLTextAreaElement>;
  alertId: string;
  value: string;
  onChange: (value: string, named: Person | null) => void;
  sent: boolean;
  busy: boolean;
  onSend: () => void;
}

export function NoteForm({ ref, alertId, value, onChange, sent, busy, onSend }: NoteFormProps) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState(false);
  const missing = value.trim() === "";

  function send() {
    if (missing) setAsked(true);
    else onSend();
  }

  return (
    <>
      <MentionText
        ref={ref}
        alertId={alertId}
        label={t("composer.noteLabel")}
        placeholder={t("note.placeholder")}
        invalid={asked && missing}
        className={classes.text}
        value={value}
        onChange={onChange}
        onSend={send}
      />
      <SendBar
        label={t("composer.addNote")}
        saved={!missing}
        sent={sent ? t("composer.noteAdded") : null}
        busy={busy}
        reason={asked && missing ? t("composer.empty") : null}
        onSend={send}
      />
    </>
  );
}
