import { useTranslation } from "react-i18next";
import type { AlertRow } from "@/api/types";
import { IconEyeOff, IconPhoneCall } from "@/components/ui/Icons";
import { PriorityBars } from "@/components/ui/PriorityBars";
import { Score } from "@/components/ui/Score";
import { StatusBadge } from "@/components/ui/Status";
import { Tag } from "@/components/ui/Tag";
import { type ClockName, TimeBadge } from "@/components/ui/TimeBadge";
import { Urgent } from "@/components/ui/Urgent";
import { useNow } from "@/lib/clock";
import { useFormat } from "@/lib/format";
import classes from "./CaseHeader.module.css";

/** Which of the clocks of a case `due_at` is. */
export function clockOf(row: Pick<AlertRow, "due_at" | "target_at" | "expires_at">): ClockName {
  if (row.target_at === row.due_at) return "target";
  return row.expires_at === row.due_at ? "expiry" : "due";
}

/** Who, how unhappy, how soon. On the phone the name stands in the bar above. */
export function CaseHeader({ row, withName }: { row: AlertRow; withName: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const clock = row.closed_at ? (
    <span className={classes.closed} title={format.absolute(row.closed_at)}>
      {format.moment(row.closed_at, now)}
    </span>
  ) : (
    <TimeBadge createdAt={row.created_at} dueAt={row.due_at} clock={clockOf(row)} />
  );
  return (
    <header className={classes.header} data-named={withName || undefined}>
      <Score score={row.score} look="tile" />
      <div className={classes.lines}>
        {withName ? (
          <div className={classes.line}>
            <h1 className={classes.name}>{row.respondent_name ?? t("list.anonymous")}</h1>
            <span className={classes.end}>{clock}</span>
          </div>
        ) : (
          <div className={classes.line}>
            {clock}
            <Urgent row={row} />
          </div>
        )}
        <div className={classes.line}>
          <StatusBadge status={row.status} />
          <PriorityBars priority={row.priority} />
          {row.withdrawn && (
            <Tag tone="soon" icon={IconEyeOff}>
              {t("case.withdrawn")}
            </Tag>
          )}
          {withName && <Urgent row={row} withDay />}
          {row.contact_requested && (
            <span className={classes.callback} title={t("list.callback")}>
              <IconPhoneCall size={15} stroke={1.75} aria-hidden />
              <span className={withName ? "visually-hidden" : undefined}>{t("list.callback")}</span>
            </span>
          )}
          {withName && <span className={classes.place}>{row.place?.name}</span>}
        </div>
      </div>
    </header>
  );
}
