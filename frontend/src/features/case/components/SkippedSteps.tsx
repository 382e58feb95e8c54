import { Trans, useTranslation } from "react-i18next";
import type { Alert } from "@/api/types";
import { IconInfoCircle } from "@/components/ui/Icons";
import { useStatusLabel } from "@/lib/status";
import classes from "./CaseDialog.module.css";

/** Says which steps closing now will mark as skipped. Closing never invents a contact. */
export function SkippedSteps({ alert, onLogCall }: { alert: Alert; onLogCall: () => void }) {
  const { t } = useTranslation();
  const label = useStatusLabel();
  if (alert.first_contact_at) return null;
  return (
    <div className={classes.callout}>
      <IconInfoCircle size={16} stroke={1.75} aria-hidden />
      <p>
        <Trans
          i18nKey={alert.assigned_at ? "close.skippedContact" : "close.skippedBoth"}
          values={{ assigned: label("assigned"), contacted: label("contacted") }}
          components={{ b: <strong /> }}
        />{" "}
        {alert.may.includes("contact") && (
          <button type="button" onClick={onLogCall}>
            {t("close.logCall")}
          </button>
        )}
      </p>
    </div>
  );
}
