import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Colleague } from "@/features/case/api/useColleagues";
import { CaseDialog } from "@/features/case/components/CaseDialog";
import frame from "@/features/case/components/CaseDialog.module.css";
import { PeopleSearch } from "@/features/case/components/PeopleSearch";
import { Refusal } from "@/features/case/components/Refusal";
import type { Asked } from "./asked";

/** Gives several cases to one person, or to nobody. Colleagues are looked up by one of the cases. */
export function BulkAssign({ count, command, onSend, onCancel, alertId }: Asked & { alertId: string }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Colleague[]>([]);
  const [tried, setTried] = useState(false);
  const [one] = chosen;
  const confirm = () => (one ? onSend({ to: one.id }) : setTried(true));
  return (
    <CaseDialog
      title={t("bulkDialog.assign", { count })}
      lead={t("bulkDialog.assignLead")}
      confirm={t("assign.confirm")}
      busy={command.busy}
      onConfirm={confirm}
      onCancel={onCancel}
    >
      <PeopleSearch
        alertId={alertId}
        label={t("assign.to")}
        chosen={chosen}
        onChoose={(next) => {
          setChosen(next);
          command.forget();
        }}
        onEnter={confirm}
        error={tried && !one ? t("people.choose") : undefined}
      />
      <Refusal problem={command.problem} />
      <p className={frame.aside}>
        <button type="button" onClick={() => onSend({ to: null })}>
          {t("bulkDialog.nobody")}
        </button>
      </p>
    </CaseDialog>
  );
}
