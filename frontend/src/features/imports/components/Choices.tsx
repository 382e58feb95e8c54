import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { faultAt } from "@/api/faults";
import { asProblem } from "@/api/problem";
import type { Job } from "@/api/useJob";
import { ScoreScale } from "@/components/score/ScoreScale";
import { Button } from "@/components/ui/Button";
import { Select } from "@/components/ui/Input";
import { Switch } from "@/components/ui/Switch";
import { useFormat } from "@/lib/format";
import { useStartImport } from "../api/useImports";
import { type ColumnRole, choicesOf, columnsOf, roles, scaleOf, withRole } from "../columns";
import classes from "../pages/imports.module.css";
import type { Mode, Report } from "../types";

/** What to make of the file, and carrying it out. Ask again for a try when columns were changed. */
export function Choices({ job, report }: { job: Job; report: Report }) {
  const { t } = useTranslation();
  const format = useFormat();
  const id = useId();
  const start = useStartImport(job.id);
  const [choices, setChoices] = useState(() => choicesOf(report));
  const [scale, setScale] = useState(() => scaleOf(report));
  const [alerts, setAlerts] = useState(false);
  const [mail, setMail] = useState(false);
  const [changed, setChanged] = useState(false);
  const good = report.rows - report.rejected;
  const begin = (mode: Mode) =>
    start.mutate({
      mode,
      ...(changed && { columns: columnsOf(choices), scale }),
      alerts,
      mail: alerts && mail,
    });
  const problem = start.error ? asProblem(start.error) : null;
  const fault = problem && (faultAt(problem, "scale") ?? problem.faults[0]?.message ?? problem.detail);
  return (
    <>
      <section>
        <h2>{t("imports.columns")}</h2>
        <div className={classes.columns}>
          {report.headers.map((column, index) => (
            <div key={column}>
              <label htmlFor={`${id}-${index}`} title={column}>
                {column}
              </label>
              <Select
                id={`${id}-${index}`}
                value={choices[column] ?? ""}
                choices={[
                  { value: "", label: t("imports.noRole") },
                  ...roles.map((role) => ({ value: role, label: t(`roles.${role}`) })),
                ]}
                onChange={(role) => {
                  setChanged(true);
                  setChoices(withRole(choices, column, (role || null) as ColumnRole | null));
                }}
              />
            </div>
          ))}
        </div>
        {Object.values(choices).includes("score") && (
          <div className={classes.scale}>
            <ScoreScale
              scale={scale ?? { min: 0, max: 10, kind: "nps" }}
              onChange={(next) => {
                setChanged(true);
                setScale(next);
              }}
            />
          </div>
        )}
      </section>
      <section className={classes.options}>
        <h2>{t("imports.options")}</h2>
        <Switch checked={alerts} onChange={setAlerts}>
          {t("imports.alerts")}
        </Switch>
        <Switch checked={alerts && mail} disabled={!alerts} onChange={setMail}>
          {t("imports.mail")}
        </Switch>
      </section>
      {problem && (
        <p className={classes.failed} role="alert">
          {t("imports.startFailed")} {fault}
        </p>
      )}
      <div className={classes.actions}>
        <Button look={changed ? "filled" : "outline"} busy={start.isPending} onClick={() => begin("dry_run")}>
          {t("imports.again")}
        </Button>
        {!changed && report.rejected > 0 && good > 0 && (
          <Button busy={start.isPending} onClick={() => begin("partial")}>
            {t("imports.partial", { count: good, shown: format.number(good) })}
          </Button>
        )}
        {!changed && report.rejected === 0 && good > 0 && (
          <Button look="filled" busy={start.isPending} onClick={() => begin("all")}>
            {t("imports.all", { count: good, shown: format.number(good) })}
          </Button>
        )}
      </div>
    </>
  );
}
