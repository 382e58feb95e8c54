import { useTranslation } from "react-i18next";
import { useFormat } from "@/lib/format";
import classes from "../pages/imports.module.css";
import type { Report } from "../types";

const figures = ["rows", "created", "updated", "duplicates", "rejected"] as const;

/** What came of the lines, or would. */
export function Outcome({ report }: { report: Report }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <dl className={classes.figures}>
      {figures.map((name) => (
        <div key={name} data-bad={(name === "rejected" && report.rejected > 0) || undefined}>
          <dt>{t(`imports.figures.${name}`)}</dt>
          <dd>{format.number(report[name])}</dd>
        </div>
      ))}
    </dl>
  );
}
