import { useTranslation } from "react-i18next";
import { useRecords } from "@/api/records";
import { isLanguage } from "@/lib/i18n";
import type { PlanDraft } from "../draft";
import { onCase } from "../onCase";
import type { PlanActions } from "../types";
import classes from "./plans.module.css";

interface PlanPreviewProps {
  plan: PlanDraft;
  version: number;
  Actions: PlanActions;
}

/** The plan as whoever treats the case will read it. */
export function PlanPreview({ plan, version, Actions }: PlanPreviewProps) {
  const { t, i18n } = useTranslation();
  const { data: reasons = [] } = useRecords("reasons");
  const language = isLanguage(i18n.language) ? i18n.language : "en";
  const shown = onCase(plan, version, reasons, language, (number) => t("plans.action.unnamed", { number }));
  return (
    <div className={classes.preview}>
      <h2>{t("plans.preview.title")}</h2>
      <div className={classes.panel}>
        <div className={classes.panelHead}>
          <strong>{plan.name.trim() || t("plans.new")}</strong>
          <span>{t("plans.preview.version", { version })}</span>
          {plan.description && <span>{plan.description}</span>}
        </div>
        <div className={classes.panelBody}>
          <Actions plan={shown} />
        </div>
      </div>
      <p className={classes.told}>{t("plans.preview.hint")}</p>
    </div>
  );
}
