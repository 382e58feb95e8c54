import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CaseDialog } from "@/features/case/components/CaseDialog";
import { NoteField } from "@/features/case/components/NoteField";
import { Refusal } from "@/features/case/components/Refusal";
import type { Asked } from "./asked";

/** The same internal note on several cases. */
export function BulkNote({ count, command, onSend, onCancel }: Asked) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const [tries, setTries] = useState(0);
  const missing = text.trim() === "";
  return (
    <CaseDialog
      title={t("bulkDialog.note", { count })}
      lead={t("bulkDialog.noteLead")}
      confirm={t("bulkDialog.noteConfirm")}
      busy={command.busy}
      onConfirm={() => (missing ? setTries(tries + 1) : onSend({ text: text.trim() }))}
      onCancel={onCancel}
    >
      <NoteField
        label={t("bulkDialog.noteText")}
        hint={t("bulkDialog.noteHint")}
        rows={3}
        value={text}
        onChange={setText}
        required
        error={tries > 0 && missing ? t("bulkDialog.noteMissing") : undefined}
        focusing={tries + 1}
      />
      <Refusal problem={command.problem} />
    </CaseDialog>
  );
}
