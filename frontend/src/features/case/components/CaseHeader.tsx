import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Alert, AlertRow } from "@/api/types";
import { IconClockPlay, IconEyeOff, IconPhoneCall } from "@/components/ui/Icons";
import { Score } from "@/components/ui/Score";
import { StatusBadge } from "@/components/ui/Status";
import { Tag } from "@/components/ui/Tag";
import { Urgent } from "@/components/ui/Urgent";
import { useNow } from "@/lib/clock";
import { useFormat } from "@/lib/format";
import classes from "./CaseHeader.module.css";
import { Clocks } from "./Clocks";
import { HoldTag } from "./HoldTag";
import { PriorityWhy } from "./PriorityWhy";

interface CaseHeaderProps {
  row: AlertRow | Alert;
  /** On the phone the name stands in the bar above. */
  withName: boolean;
  /** Who else is here, where there is no toolbar to say it. */
  presence: ReactNode;
}

/** Who, how unhappy, how soon. */
export function CaseHeader({ row, withName, presence }: CaseHeaderProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const clock = row.closed_at ? (
    <span className={classes.closed} title={format.absolute(row.closed_at)}>
      {format.moment(row.closed_at, now)}
    </span>
  ) : row.status === "spam" ? null : (
    <Clocks row={row} end={withName} />
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
          <PriorityWhy row={row} />
          {row.hold && <HoldTag hold={row.hold} />}
          {row.returned && (
            <Tag tone="accent" icon={IconClockPlay} title={t("header.returnedLong")}>
              {t("header.returned")}
            </Tag>
          )}
          {row.withdrawn && (
            <Tag tone="soon" icon={IconEyeOff}>
              {t("case.withdrawn")}
            </Tag>
          )}
          {withName && <Urgent row={row} withDay />}
          {row.contact_requested && !row.contact_refused && (
            <span className={classes.callback} title={t("list.callback")}>
              <IconPhoneCall size={15} stroke={1.75} aria-hidden />
              <span className={withName ? "visually-hidden" : undefined}>{t("list.callback")}</span>
            </span>
          )}
          {!withName && presence}
          {withName && <span className={classes.place}>{row.place?.name}</span>}
        </div>
      </div>
    </header>
  );
}
