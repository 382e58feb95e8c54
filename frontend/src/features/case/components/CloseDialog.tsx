import { Modal, Textarea } from "@mantine/core";
import { type FormEvent, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Alert, AlertRow } from "@/api/types";
import { Button } from "@/components/ui/Button";
import { useDialogKeys } from "@/lib/dialog-keys";
import { useDraft } from "@/lib/drafts";
import { isLanguage } from "@/lib/i18n";
import { useMe } from "@/lib/me";
import { createPreference } from "@/lib/preference";
import { isSubmitKey } from "@/lib/submit-key";
import { type ClosingDraft, closingDraftKey, emptyClosing } from "../drafts";
import classes from "./CloseDialog.module.css";
import { CloseFooter } from "./CloseFooter";
import { ReasonList } from "./ReasonList";
import { SkippedSteps } from "./SkippedSteps";

const openNext = createPreference<boolean>("boucle.open-next", true);

export interface CloseChoice {
  reason: string;
  note: string;
  openNext: boolean;
}

interface CloseDialogProps {
  alert: Alert;
  name: string;
  /** The row that follows in the list, when there is one. */
  next: AlertRow | undefined;
  full: boolean;
  onCancel: () => void;
  onConfirm: (choice: CloseChoice) => void;
  onLogCall: () => void;
}

/** Asks for the closing reason. Cancelling keeps what was typed. */
export function CloseDialog({ alert, name, next, full, onCancel, onConfirm, onLogCall }: CloseDialogProps) {
  const { t, i18n } = useTranslation();
  const { reasons } = useMe().settings;
  const [draft = emptyClosing, setDraft] = useDraft<ClosingDraft>(closingDraftKey(alert.id));
  const [asked, setAsked] = useState(false);
  const follow = openNext.use();
  const note = useRef<HTMLTextAreaElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const noteId = useId();
  const language = isLanguage(i18n.language) ? i18n.language : "en";
  const reason = reasons.find(({ id }) => id === draft.reason) ?? reasons[0];
  const missing = (reason?.note_required ?? false) && draft.note.trim() === "";
  const label = alert.triggers[0]?.label ?? alert.label;

  function choose(id: string) {
    setDraft({ ...draft, reason: id });
  }

  function confirm(event?: FormEvent) {
    event?.preventDefault();
    if (!reason) return;
    if (missing) {
      setAsked(true);
      note.current?.focus();
      return;
    }
    onConfirm({ reason: reason.id, note: draft.note.trim(), openNext: follow });
  }

  useDialogKeys((event) => {
    if (isSubmitKey(event)) {
      confirm();
      return;
    }
    const typing = event.target instanceof HTMLTextAreaElement;
    const picked = /^[1-9]$/.test(event.key) ? reasons[Number(event.key) - 1] : undefined;
    if (typing || !picked || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    choose(picked.id);
    form.current?.querySelector<HTMLInputElement>(`input[value="${CSS.escape(picked.id)}"]`)?.focus();
  });

  return (
    <Modal
      opened
      onClose={onCancel}
      size={600}
      yOffset={full ? 0 : 88}
      fullScreen={full}
      radius={full ? 0 : "xl"}
      padding={0}
      shadow="xl"
      title={
        <>
          <span className={classes.heading}>{t("close.title", { name })}</span>
          <span className={classes.lead}>{t("close.lead", { reference: alert.reference, label })}</span>
        </>
      }
      closeButtonProps={{ "aria-label": t("app.close"), size: 32, iconSize: 18 }}
      classNames={{
        inner: classes.inner,
        content: classes.content,
        header: classes.header,
        title: classes.title,
        close: classes.close,
        body: classes.body,
      }}
      overlayProps={{ className: classes.overlay }}
      transitionProps={{ transition: full ? "slide-up" : "pop", duration: 180 }}
      returnFocus={false}
    >
      <form className={classes.form} onSubmit={confirm} ref={form} noValidate>
        <div className={classes.fields}>
          {reasons.length > 0 ? (
            <ReasonList reasons={reasons} chosen={reason?.id} language={language} onChoose={choose} />
          ) : (
            <p>{t("close.noReasons")}</p>
          )}
          <div>
            <label htmlFor={noteId} className={classes.label}>
              {t("close.note")}{" "}
              <span>{t(reason?.note_required ? "close.noteHintRequired" : "close.noteHint")}</span>
            </label>
            <Textarea
              ref={note}
              id={noteId}
              autosize
              minRows={3}
              maxRows={8}
              value={draft.note}
              onChange={(event) => setDraft({ ...draft, note: event.currentTarget.value })}
              required={reason?.note_required}
              error={asked && missing ? t("close.writeNote") : undefined}
              classNames={{ input: classes.note, error: classes.error }}
            />
          </div>
          <SkippedSteps alert={alert} onLogCall={onLogCall} />
          {next && (
            <label className={classes.next}>
              <input
                type="checkbox"
                checked={follow}
                onChange={(event) => openNext.set(event.currentTarget.checked)}
              />
              <span>{t("close.openNext", { name: next.respondent_name ?? t("list.anonymous") })}</span>
            </label>
          )}
        </div>
        <CloseFooter count={reasons.length}>
          <Button onClick={onCancel}>{t("app.cancel")}</Button>
          <Button look="filled" type="submit" keyName={t("key.ctrlEnter")}>
            {t("close.confirm")}
          </Button>
        </CloseFooter>
      </form>
    </Modal>
  );
}
