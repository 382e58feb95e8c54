import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Alert, AlertRow } from "@/api/types";
import { useDraft } from "@/lib/drafts";
import { isLanguage } from "@/lib/i18n";
import { useMe } from "@/lib/me";
import { type ClosingDraft, closingDraftKey, emptyClosing } from "../drafts";
import { openNext } from "../follow";
import { CaseDialog } from "./CaseDialog";
import classes from "./CloseDialog.module.css";
import { CloseKeys } from "./CloseKeys";
import { NoteField } from "./NoteField";
import { ReasonList } from "./ReasonList";
import { SkippedSteps } from "./SkippedSteps";

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
  onCancel: () => void;
  onConfirm: (choice: CloseChoice) => void;
  onLogCall: () => void;
}

/** Asks for the closing reason. Cancelling keeps what was typed. */
export function CloseDialog({ alert, name, next, onCancel, onConfirm, onLogCall }: CloseDialogProps) {
  const { t, i18n } = useTranslation();
  const { reasons } = useMe().settings;
  const [draft = emptyClosing, setDraft] = useDraft<ClosingDraft>(closingDraftKey(alert.id));
  const [asked, setAsked] = useState(0);
  const follow = openNext.use();
  const language = isLanguage(i18n.language) ? i18n.language : "en";
  const reason = reasons.find(({ id }) => id === draft.reason) ?? reasons[0];
  const missing = (reason?.note_required ?? false) && draft.note.trim() === "";
  const label = alert.triggers[0]?.label ?? alert.label;
  const choose = (id: string) => setDraft({ ...draft, reason: id });

  function confirm() {
    if (!reason) return;
    if (missing) setAsked(asked + 1);
    else onConfirm({ reason: reason.id, note: draft.note.trim(), openNext: follow });
  }

  return (
    <CaseDialog
      title={t("close.title", { name })}
      lead={t("close.lead", { reference: alert.reference, label })}
      confirm={t("close.confirm")}
      onConfirm={confirm}
      onCancel={onCancel}
      keys={<CloseKeys count={reasons.length} />}
      onKey={(event, form) => {
        const typing = event.target instanceof HTMLTextAreaElement;
        const picked = /^[1-9]$/.test(event.key) ? reasons[Number(event.key) - 1] : undefined;
        if (typing || !picked || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        choose(picked.id);
        form?.querySelector<HTMLInputElement>(`input[value="${CSS.escape(picked.id)}"]`)?.focus();
      }}
    >
      {reasons.length > 0 ? (
        <ReasonList reasons={reasons} chosen={reason?.id} language={language} onChoose={choose} />
      ) : (
        <p>{t("close.noReasons")}</p>
      )}
      <NoteField
        label={t("close.note")}
        hint={t(reason?.note_required ? "close.noteHintRequired" : "close.noteHint")}
        rows={3}
        value={draft.note}
        onChange={(note) => setDraft({ ...draft, note })}
        required={reason?.note_required}
        error={asked > 0 && missing ? t("close.writeNote") : undefined}
        focusing={missing ? asked : 0}
      />
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
    </CaseDialog>
  );
}
