import { useTranslation } from "react-i18next";
import type { Reason } from "@/api/types";
import { Key } from "@/components/ui/Key";
import type { Language } from "@/lib/i18n";
import frame from "./CaseDialog.module.css";
import classes from "./CloseDialog.module.css";

interface ReasonListProps {
  reasons: readonly Reason[];
  chosen: string | undefined;
  language: Language;
  onChoose: (id: string) => void;
}

/** The tenant's closing reasons: one tab stop, figures 1 to 9 choose. */
export function ReasonList({ reasons, chosen, language, onChoose }: ReasonListProps) {
  const { t } = useTranslation();
  return (
    <fieldset className={classes.reasons}>
      <legend className={frame.label}>{t("close.reason")}</legend>
      <div className={classes.options}>
        {reasons.map((reason, index) => {
          const hints = [
            reason.note_required && t("close.noteRequired"),
            reason.refusal && t("close.blocksContact"),
          ].filter(Boolean);
          return (
            <label key={reason.id} className={classes.option}>
              <input
                type="radio"
                name="reason"
                value={reason.id}
                checked={reason.id === chosen}
                onChange={() => onChoose(reason.id)}
                data-autofocus={reason.id === chosen || undefined}
              />
              <span className={classes.reason}>{reason.label[language]}</span>
              {hints.length > 0 && <span className={classes.hint}>{hints.join(" · ")}</span>}
              {index < 9 && <Key>{String(index + 1)}</Key>}
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
