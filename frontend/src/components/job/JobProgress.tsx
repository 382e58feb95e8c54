import { useTranslation } from "react-i18next";
import { isOver, type Job, useCancelJob } from "@/api/useJob";
import { Button } from "@/components/ui/Button";
import { useFormat } from "@/lib/format";
import classes from "./JobProgress.module.css";

interface JobProgressProps {
  job: Job;
  /** What is being done. */
  label: string;
}

/** How far a job is, with a way to stop it; nothing once it is over. */
export function JobProgress({ job, label }: JobProgressProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const cancel = useCancelJob();
  if (isOver(job)) return null;
  const { done, total } = job.progress;
  return (
    <div className={classes.progress}>
      <span role="status">
        {label}
        {total !== null && total > 0 && (
          <> · {t("jobs.progress", { done: format.number(done), total: format.number(total) })}</>
        )}
      </span>
      <progress value={total ? Math.min(1, done / total) : undefined} max={1} aria-label={label} />
      <Button busy={cancel.isPending} onClick={() => cancel.mutate(job.id)}>
        {t("app.cancel")}
      </Button>
    </div>
  );
}
