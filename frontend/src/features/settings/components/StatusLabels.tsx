import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import type { CaseStatus, Settings } from "@/api/admin";
import form from "@/components/form/form.module.css";
import { Input } from "@/components/ui/Input";
import { languages } from "@/lib/i18n";
import { halfNamed } from "../parts";
import classes from "./settings.module.css";

interface StatusLabelsProps {
  statuses: readonly CaseStatus[];
  labels: Settings["labels"];
  faultOf: (name: string) => string | undefined;
  onChange: (labels: Settings["labels"]) => void;
}

/** Named in the other language only. */
function isMissing(label: Settings["labels"][CaseStatus], language: "fr" | "en"): boolean {
  return label !== undefined && label[language].trim() === "";
}

/** What the house calls each status. A blank keeps the word of the product; the meaning never changes. */
export function StatusLabels({ statuses, labels, faultOf, onChange }: StatusLabelsProps) {
  const { t, i18n } = useTranslation();
  function rename(status: CaseStatus, language: "fr" | "en", text: string) {
    const label = { fr: "", en: "", ...labels[status], [language]: text };
    const { [status]: _, ...rest } = labels;
    onChange(label.fr === "" && label.en === "" ? rest : { ...rest, [status]: label });
  }
  return (
    <div className={classes.labels}>
      <span data-head>{t("settings.statuses.meaning")}</span>
      <span data-head>{t("admin.french")}</span>
      <span data-head>{t("admin.english")}</span>
      {halfNamed(labels) && (
        <p className={`${form.fault} ${classes.across}`} role="status">
          {t("settings.statuses.bothLanguages")}
        </p>
      )}
      {statuses.map((status) => (
        <Fragment key={status}>
          <span className={classes.meaning}>
            {t(`status.${status}`)}
            <small>{t(`settings.statuses.means.${status}`)}</small>
          </span>
          {languages.map((language) => (
            <Input
              key={language}
              lang={language}
              aria-label={t("settings.statuses.labelOf", {
                status: t(`status.${status}`),
                language: t(language === "fr" ? "admin.french" : "admin.english"),
              })}
              aria-invalid={
                faultOf(`labels.${status}`) || isMissing(labels[status], language) ? true : undefined
              }
              maxLength={40}
              placeholder={i18n.getFixedT(language)(`status.${status}`, { defaultValue: "" })}
              value={labels[status]?.[language] ?? ""}
              onChange={(event) => rename(status, language, event.currentTarget.value)}
            />
          ))}
        </Fragment>
      ))}
    </div>
  );
}
