import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Alert } from "@/api/types";
import { IconInfoCircle } from "@/components/ui/Icons";
import type { Colleague } from "../api/useColleagues";
import type { CaseCommand } from "../api/useCommand";
import { CaseDialog } from "./CaseDialog";
import frame from "./CaseDialog.module.css";
import { NoteField } from "./NoteField";
import { PeopleSearch } from "./PeopleSearch";
import { Refusal } from "./Refusal";

interface TransferDialogProps {
  alert: Alert;
  name: string;
  command: CaseCommand<{ to: string; note: string | null }>;
  onSend: (args: { to: string; note: string | null }) => void;
  onCancel: () => void;
}

/** Hands the case over; somebody outside sees this one case only. */
export function TransferDialog({ alert, name, command, onSend, onCancel }: TransferDialogProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Colleague[]>([]);
  const [note, setNote] = useState("");
  const [asked, setAsked] = useState(false);
  const [one] = chosen;

  function confirm() {
    if (one) onSend({ to: one.id, note: note.trim() || null });
    else setAsked(true);
  }

  return (
    <CaseDialog
      title={t("transfer.title", { name })}
      lead={t("transfer.lead")}
      confirm={t("transfer.confirm")}
      busy={command.busy}
      onConfirm={confirm}
      onCancel={onCancel}
    >
      <PeopleSearch
        alertId={alert.id}
        label={t("transfer.to")}
        chosen={chosen}
        onChoose={(next) => {
          setChosen(next);
          command.forget();
        }}
        onEnter={confirm}
        error={asked && !one ? t("people.choose") : undefined}
      />
      <NoteField
        label={t("transfer.note")}
        hint={t("dialog.optionalNever")}
        value={note}
        onChange={setNote}
      />
      <Refusal problem={command.problem} />
      {one && !one.inside && (
        <div className={frame.callout}>
          <IconInfoCircle size={16} stroke={1.75} aria-hidden />
          <p>{t("transfer.outside", { name: one.name })}</p>
        </div>
      )}
    </CaseDialog>
  );
}
