import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Alert } from "@/api/types";
import type { Colleague } from "../api/useColleagues";
import type { CaseCommand } from "../api/useCommand";
import { CaseDialog } from "./CaseDialog";
import frame from "./CaseDialog.module.css";
import { PeopleSearch } from "./PeopleSearch";
import { Refusal } from "./Refusal";

interface AssignDialogProps {
  alert: Alert;
  name: string;
  command: CaseCommand<{ to: string | null }>;
  onSend: (to: string | null) => void;
  onCancel: () => void;
}

/** Gives the case to somebody who sees it; taking it from everybody is one link away. */
export function AssignDialog({ alert, name, command, onSend, onCancel }: AssignDialogProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Colleague[]>([]);
  const [asked, setAsked] = useState(false);
  const [one] = chosen;
  const owner = alert.owner;

  function confirm() {
    if (one) onSend(one.id);
    else setAsked(true);
  }

  return (
    <CaseDialog
      title={t("assign.title", { name })}
      lead={owner ? t("assign.leadFrom", { owner: owner.name }) : t("assign.lead")}
      confirm={t("assign.confirm")}
      busy={command.busy}
      onConfirm={confirm}
      onCancel={onCancel}
    >
      <PeopleSearch
        alertId={alert.id}
        label={t("assign.to")}
        chosen={chosen}
        onChoose={(next) => {
          setChosen(next);
          command.forget();
        }}
        outsideHint={t("assign.outside")}
        onEnter={confirm}
        error={asked && !one ? t("people.choose") : undefined}
      />
      <Refusal problem={command.problem} />
      {owner && alert.may.includes("unassign") && (
        <p className={frame.aside}>
          <button type="button" onClick={() => onSend(null)}>
            {t("assign.nobody", { owner: owner.name })}
          </button>
        </p>
      )}
    </CaseDialog>
  );
}
