import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CaseDialog } from "@/features/case/components/CaseDialog";
import { CloseKeys } from "@/features/case/components/CloseKeys";
import { NoteField } from "@/features/case/components/NoteField";
import { ReasonList } from "@/features/case/components/ReasonList";
import { Refusal } from "@/features/case/components/Refusal";
import { isLanguage } from "@/lib/i18n";
import { useMe } from "@/lib/me";
import type { Asked } from "./asked";

/** One reason and note for all the cases that are closed together. */
export function BulkClose({ count, command, onSend, onCancel }: Asked) {
  const { t, i18n } = useTranslation();
  const { reasons } = useMe().settings;
  const [chosen, setChosen] = useState<string>();
  const [note, setNote] = useState("");
  const [tries, setTries] = useState(0);
  const language = isLanguage(i18n.language) ? i18n.language : "en";
  const reason = reasons.find(({ id }) => id === chosen) ?? reasons[0];
  const missing = (reason?.note_required ?? false) && note.trim() === "";

  function choose(id: string) {
    setChosen(id);
    command.forget();
  }
  function confirm() {
    if (!reason) return;
    if (missing) setTries(tries + 1);
    else onSend({ reason: reason.id, note: note.trim() || null });
  }

  return (
    <CaseDialog
      title={t("bulkDialog.close", { count })}
      lead={t("bulkDialog.closeLead")}
      confirm={t("close.confirm")}
      busy={command.busy}
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
        value={note}
        onChange={setNote}
        required={reason?.note_required}
        error={tries > 0 && missing ? t("close.writeNote") : undefined}
        focusing={missing ? tries : 0}
      />
      <Refusal problem={command.problem} />
    </CaseDialog>
  );
}
