import { Textarea } from "@mantine/core";
import { type Ref, useState } from "react";
import { useTranslation } from "react-i18next";
import { isSubmitKey } from "@/lib/submit-key";
import classes from "./Composer.module.css";
import { SendBar } from "./SendBar";

interface NoteFormProps {
  ref: Ref<HTMLTextAreaElement>;
  value: string;
  onChange: (value: string) => void;
  sent: boolean;
  busy: boolean;
  onSend: () => void;
}

export function NoteForm({ ref, value, onChange, sent, busy, onSend }: NoteFormProps) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState(false);
  const missing = value.trim() === "";

  function send() {
    if (missing) setAsked(true);
    else onSend();
  }

  return (
    <>
      <Textarea
        ref={ref}
        variant="unstyled"
        autosize
        minRows={2}
        maxRows={12}
        aria-label={t("composer.noteLabel")}
        aria-invalid={(asked && missing) || undefined}
        placeholder={t("composer.notePlaceholder")}
        classNames={{ input: classes.text }}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => isSubmitKey(event) && send()}
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
