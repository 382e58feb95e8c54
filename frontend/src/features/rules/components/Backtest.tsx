import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problem";
import { Button } from "@/components/ui/Button";
import { Select } from "@/components/ui/Input";
import { useDraft } from "@/lib/drafts";
import { useFormat } from "@/lib/format";
import { useCancelJob, useJob, useStartBacktest } from "../api/useImpact";
import type { Impact } from "../types";
import classes from "./Backtest.module.css";

const choices = [30, 90, 180, 365];

interface Started {
  id: string;
  text: string;
}

interface BacktestProps {
  /** The rule as JSON, null while it is not whole. */
  text: string | null;
  /** The rule it would replace. */
  id: string | undefined;
  /** A replay that is over: what it found, null to show the last 30 days again. */
  onResult: (result: { text: string; impact: Impact } | null) => void;
  shown: Impact | null;
}

/** Replays the rule on all feedback of up to a year, as a job that survives leaving the page. */
export function Backtest({ text, id, onResult, shown }: BacktestProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [days, setDays] = useState(365);
  // The rule may be written on meanwhile: the result is that of the text it was started with.
  const [started, setStarted] = useDraft<Started>(`backtest.${id ?? "new"}`);
  const start = useStartBacktest();
  const cancel = useCancelJob();
  const { data: job, error } = useJob(started?.id);
  const running = job && (job.status === "waiting" || job.status === "running");

  const lost = error !== null && asProblem(error).status === 404;
  useEffect(() => {
    if (lost || job?.status === "cancelled") setStarted(undefined);
    else if (job?.status === "done" && started) {
      onResult({ text: started.text, impact: job.result as unknown as Impact });
      setStarted(undefined);
    }
  }, [job, lost, started, onResult, setStarted]);

  if (running) {
    const { done, total } = job.progress;
    const share = total ? done / total : 0;
    return (
      <div className={classes.running} role="status">
        <span>
          {total
            ? t("rules.backtest.progress", { done: format.number(done), total: format.number(total) })
            : t("rules.backtest.starting")}
        </span>
        <progress value={share} max={1} aria-label={t("rules.backtest.label")} />
        <Button busy={cancel.isPending} onClick={() => cancel.mutate(job.id)}>
          {t("app.cancel")}
        </Button>
      </div>
    );
  }
  const failed = job?.status === "failed" || start.error !== null;
  return (
    <div className={classes.bar}>
      {shown && (
        <button type="button" className={classes.back} onClick={() => onResult(null)}>
          {t("rules.backtest.back")}
        </button>
      )}
      <span className={classes.start}>
        <Select
          aria-label={t("rules.backtest.days")}
          value={String(days)}
          choices={choices.map((value) => ({
            value: String(value),
            label: t("rules.backtest.over", { days: value }),
          }))}
          onChange={(value) => setDays(Number(value))}
        />
        <Button
          busy={start.isPending}
          aria-disabled={text === null}
          title={text === null ? t("rules.impact.unwritten") : undefined}
          onClick={() =>
            text !== null &&
            start.mutate(
              { rule: JSON.parse(text), id: id ?? null, days },
              { onSuccess: (begun) => setStarted({ id: begun.id, text }) },
            )
          }
        >
          {t("rules.backtest.start")}
        </Button>
      </span>
      {failed && (
        <p className={classes.failed} role="alert">
          {t("rules.backtest.failed")}
        </p>
      )}
    </div>
  );
}
