import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { newIdempotencyKey } from "@/api/client";
import { isOver, useJob } from "@/api/useJob";
import { sourceKeys } from "@/api/useSources";
import { JobProgress } from "@/components/job/JobProgress";
import { Button } from "@/components/ui/Button";
import { useNow } from "@/lib/clock";
import { useFormat } from "@/lib/format";
import { quarantineKeys, useReplay } from "../api/useQuarantine";
import { reasonOf } from "../reasons";
import type { Group } from "../types";
import { DeliveryDialog } from "./DeliveryDialog";
import classes from "./QuarantineGroups.module.css";

interface GroupRowProps {
  group: Group;
  /** The name of its source, where several are listed. */
  sourceName: string | undefined;
}

/** Deliveries that wait for one reason: the fix first, then reading them again. */
export function GroupRow({ group, sourceName }: GroupRowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const client = useQueryClient();
  const replay = useReplay();
  const [jobId, setJobId] = useState<string>();
  const [opened, setOpened] = useState<string | null>(null);
  const { data: job } = useJob(jobId);
  const over = isOver(job);
  const reason = reasonOf(group.code);
  const { fix, count, examples } = group;
  useEffect(() => {
    if (!over) return;
    void client.invalidateQueries({ queryKey: quarantineKeys.all });
    void client.invalidateQueries({ queryKey: sourceKeys.all });
  }, [over, client]);
  const remaining = Number(job?.result?.remaining ?? 0);
  const rows = Number(job?.result?.rows ?? 0);
  return (
    <li className={classes.group}>
      <div className={classes.reason}>
        <strong>{t(reason.key, { field: reason.role ? t(reason.role) : reason.field })}</strong>
        {sourceName && <span className={classes.sub}>{sourceName}</span>}
      </div>
      <span className={classes.examples}>
        {examples.map(({ id, value, received_at }) => (
          <button
            key={id}
            type="button"
            className={classes.example}
            aria-label={t("quarantine.open", { value: value ?? format.moment(received_at, now) })}
            onClick={() => setOpened(id)}
          >
            {value ?? format.moment(received_at, now)}
          </button>
        ))}
      </span>
      <span className={classes.count}>
        <span>
          <b>{format.number(count)}</b> {t("quarantine.deliveries", { count })}
        </span>
        <small className={classes.sub}>
          {t("quarantine.since", { moment: format.moment(group.since, now) })}
        </small>
      </span>
      <span className={classes.actions}>
        {fix !== "none" && (
          <Link to="/manage/sources/$sourceId" params={{ sourceId: group.source_id }} className={classes.fix}>
            {t(`quarantine.fix.${fix}`)}
          </Link>
        )}
        <Button
          busy={replay.isPending || (jobId !== undefined && !over)}
          onClick={() =>
            replay.mutate(
              { source: group.source_id, code: group.code, key: newIdempotencyKey() },
              { onSuccess: (started) => setJobId(started.id) },
            )
          }
        >
          {t("quarantine.replay", { count, shown: format.number(count) })}
        </Button>
      </span>
      {job && !over && (
        <div className={classes.job}>
          <JobProgress job={job} label={t("quarantine.replaying")} />
        </div>
      )}
      {job?.status === "done" && (
        <p className={classes.job} role="status">
          {t("quarantine.replayed", {
            done: format.number(rows - remaining),
            remaining: format.number(remaining),
          })}
        </p>
      )}
      {(replay.error || job?.status === "failed") && (
        <p className={classes.failed} role="alert">
          {t("quarantine.replayFailed")}
        </p>
      )}
      {opened && <DeliveryDialog source={group.source_id} id={opened} onClose={() => setOpened(null)} />}
    </li>
  );
}
