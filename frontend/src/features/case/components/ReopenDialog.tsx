import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Alert } from "@/api/types";
import { useReasonLabel } from "@/lib/reason";
import { CaseDialog } from "./CaseDialog";
import { NoteField } from "./NoteField";

interface ReopenDialogProps {
  alert: Alert;
  name: string;
  busy: boolean;
  onSend: (reason: string) => void;
  onCancel: () => void;
}

/** Opens a closed case again and says why. */
export function ReopenDialog({ alert, name, busy, onSend, onCancel }: ReopenDialogProps) {
  const { t } = useTranslation();
  const label = useReasonLabel();
  const [reason, setReason] = useState("");
  const [asked, setAsked] = useState(0);
  const missing = reason.trim() === "";
  return (
    <CaseDialog
      title={t("reopen.title", { name })}
      lead={alert.closing ? t("reopen.lead", { reason: label(alert.closing.reason) }) : t("reopen.leadPlain")}
      confirm={t("reopen.confirm")}
      busy={busy}
      onConfirm={() => (missing ? setAsked(asked + 1) : onSend(reason.trim()))}
      onCancel={onCancel}
    >
      <NoteField
        label={t("reopen.reason")}
        hint={t("dialog.never")}
        value={reason}
        onChange={setReason}
        required
        error={asked > 0 && missing ? t("reopen.missing") : undefined}
        focusing={missing ? asked : 0}
      />
    </CaseDialog>
  );
}
