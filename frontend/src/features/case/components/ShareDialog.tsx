import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Alert } from "@/api/types";
import { IconInfoCircle } from "@/components/ui/Icons";
import { useFormat } from "@/lib/format";
import type { Colleague } from "../api/useColleagues";
import type { CaseCommand } from "../api/useCommand";
import { CaseDialog } from "./CaseDialog";
import frame from "./CaseDialog.module.css";
import { NoteField } from "./NoteField";
import { PeopleSearch } from "./PeopleSearch";
import { Refusal } from "./Refusal";

/** The API takes this many at once. */
const MOST = 20;

interface ShareDialogProps {
  alert: Alert;
  name: string;
  command: CaseCommand<{ with: string[]; note: string | null }>;
  onSend: (args: { with: string[]; note: string | null }) => void;
  onCancel: () => void;
}

/** Shows the case to colleagues and changes nothing else. */
export function ShareDialog({ alert, name, command, onSend, onCancel }: ShareDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [chosen, setChosen] = useState<Colleague[]>([]);
  const [note, setNote] = useState("");
  const [asked, setAsked] = useState(false);
  const outside = chosen.filter(({ inside }) => !inside);
  const wrong = chosen.length === 0 ? t("people.choose") : t("people.most", { count: MOST });
  const fits = chosen.length > 0 && chosen.length <= MOST;

  function confirm() {
    if (fits) onSend({ with: chosen.map(({ id }) => id), note: note.trim() || null });
    else setAsked(true);
  }

  return (
    <CaseDialog
      title={t("share.title", { name })}
      lead={t("share.lead")}
      confirm={t("share.confirm")}
      busy={command.busy}
      onConfirm={confirm}
      onCancel={onCancel}
    >
      <PeopleSearch
        alertId={alert.id}
        label={t("share.with")}
        chosen={chosen}
        onChoose={(next) => {
          setChosen(next);
          command.forget();
        }}
        several
        error={asked && !fits ? wrong : undefined}
      />
      <NoteField label={t("share.note")} hint={t("dialog.optionalNever")} value={note} onChange={setNote} />
      <Refusal problem={command.problem} />
      {outside.length > 0 && (
        <div className={frame.callout}>
          <IconInfoCircle size={16} stroke={1.75} aria-hidden />
          <p>
            {t("share.outside", {
              count: outside.length,
              names: format.list(outside.map((one) => one.name)),
            })}
          </p>
        </div>
      )}
    </CaseDialog>
  );
}
