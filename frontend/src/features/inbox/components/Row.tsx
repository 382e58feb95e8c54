import { type MouseEvent, memo } from "react";
import { useTranslation } from "react-i18next";
import type { AlertRow } from "@/api/types";
import { Avatar } from "@/components/ui/Avatar";
import { IconEyeOff, IconPhoneCall } from "@/components/ui/Icons";
import { PriorityBars } from "@/components/ui/PriorityBars";
import { Score } from "@/components/ui/Score";
import { StatusIcon } from "@/components/ui/Status";
import { TimeBadge } from "@/components/ui/TimeBadge";
import { Urgent } from "@/components/ui/Urgent";
import { useNow } from "@/lib/clock";
import { useFormat } from "@/lib/format";
import { shortName } from "@/lib/initials";
import { useMe } from "@/lib/me";
import classes from "./Row.module.css";

interface RowProps {
  row: AlertRow;
  /** Address of the case, so that the row is a link like any other. */
  href: string;
  selected: boolean;
  /** Takes the one tab stop of the list. */
  focusable: boolean;
  onOpen: (id: string) => void;
}

function Owner({ row }: { row: AlertRow }) {
  const { t } = useTranslation();
  const me = useMe();
  if (!row.owner) return <span className={classes.owner}>{t("list.unassigned")}</span>;
  const own = row.owner.id === me.id;
  return (
    <span className={classes.owner} data-known>
      <Avatar name={row.owner.name} own={own} />
      {own ? t("list.me") : shortName(row.owner.name)}
    </span>
  );
}

/** One case of the list: three lines, as a link inside a grid cell. */
export const Row = memo(function Row({ row, href, selected, focusable, onOpen }: RowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();

  function open(event: MouseEvent) {
    // A modified click opens a tab of its own, as on any link.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    onOpen(row.id);
  }

  return (
    <a
      href={href}
      className={classes.row}
      data-selected={selected || undefined}
      data-row={row.id}
      aria-current={selected ? "true" : undefined}
      tabIndex={focusable ? 0 : -1}
      onClick={open}
    >
      <Score score={row.score} look="row" />
      <span className={classes.lines}>
        <span className={classes.first}>
          <span className={classes.name}>{row.respondent_name ?? t("list.anonymous")}</span>
          <span className={classes.age}>{format.ago(row.created_at, now)}</span>
          {row.contact_requested && (
            <span className={classes.callback} title={t("list.callback")}>
              <IconPhoneCall size={15} stroke={1.75} aria-hidden />
              <span className="visually-hidden">{t("list.callback")}</span>
            </span>
          )}
          <span className={classes.clock}>
            {row.closed_at ? (
              <span className={classes.closed}>{format.moment(row.closed_at, now)}</span>
            ) : (
              <TimeBadge createdAt={row.created_at} dueAt={row.due_at} />
            )}
          </span>
        </span>
        <span
          className={classes.words}
          data-empty={!row.excerpt || undefined}
          lang={row.language ?? undefined}
        >
          {row.excerpt || t("list.noComment")}
        </span>
        <span className={classes.last}>
          <PriorityBars priority={row.priority} />
          <Urgent row={row} />
          {row.withdrawn && (
            <span className={classes.withdrawn} title={t("case.withdrawn")}>
              <IconEyeOff size={14} stroke={1.75} aria-hidden />
              <span className="visually-hidden">{t("case.withdrawn")}</span>
            </span>
          )}
          <span className={classes.place}>{row.place?.name}</span>
          <StatusIcon status={row.status} />
          <Owner row={row} />
        </span>
      </span>
    </a>
  );
});
