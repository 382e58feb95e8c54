import { type MouseEvent, memo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { AlertRow } from "@/api/types";
import { IconEyeOff, IconPhoneCall, IconPhoneOff } from "@/components/ui/Icons";
import { PriorityBars } from "@/components/ui/PriorityBars";
import { Score } from "@/components/ui/Score";
import { StatusIcon } from "@/components/ui/Status";
import { TimeBadge } from "@/components/ui/TimeBadge";
import { Urgent } from "@/components/ui/Urgent";
import { useNow } from "@/lib/clock";
import { useFormat } from "@/lib/format";
import classes from "./Row.module.css";
import { Attached, HeldClock, HeldIcon, Owner, Returned } from "./RowParts";

interface RowProps {
  row: AlertRow;
  /** Address of the case, so that the row is a link like any other. */
  href: string;
  selected: boolean;
  /** Two lines instead of three: the words in the place of the store. */
  compact: boolean;
  /** Takes the one tab stop of the list. */
  focusable: boolean;
  onOpen: (id: string) => void;
  /** Picks the row, or all from where the range began, for who may work on many at once. */
  onPick: ((id: string, range: boolean) => void) | undefined;
  /** Who else has the case open. */
  presence: ((id: string) => ReactNode) | undefined;
}

/** One case of the list: three lines, as a link inside a grid cell. */
export const Row = memo(function Row(props: RowProps) {
  const { row, href, selected, compact, focusable, onOpen, onPick, presence } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();

  function open(event: MouseEvent) {
    if (event.shiftKey && onPick) {
      event.preventDefault();
      onPick(row.id, true);
      return;
    }
    // A modified click opens a tab of its own, as on any link.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    onOpen(row.id);
  }

  const words = (
    <span className={classes.second}>
      {row.returned && <Returned short={compact} />}
      <span className={classes.words} data-empty={!row.excerpt || undefined} lang={row.language ?? undefined}>
        {row.excerpt || t("list.noComment")}
      </span>
    </span>
  );
  return (
    <a
      href={href}
      className={classes.row}
      data-selected={selected || undefined}
      data-row={row.id}
      data-compact={compact || undefined}
      aria-current={selected ? "true" : undefined}
      tabIndex={focusable ? 0 : -1}
      onClick={open}
      // Picking a range selects no text.
      onMouseDown={(event) => event.shiftKey && event.preventDefault()}
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
          {row.contact_refused && (
            <span className={classes.callback} title={t("row.refused")}>
              <IconPhoneOff size={15} stroke={1.75} aria-hidden />
              <span className="visually-hidden">{t("row.refused")}</span>
            </span>
          )}
          <span className={classes.clock}>
            {row.closed_at ? (
              <span className={classes.closed}>{format.moment(row.closed_at, now)}</span>
            ) : row.hold ? (
              <HeldClock hold={row.hold} />
            ) : (
              <TimeBadge createdAt={row.created_at} dueAt={row.due_at} />
            )}
          </span>
        </span>
        {!compact && words}
        <span className={classes.last}>
          <PriorityBars priority={row.priority} />
          <Urgent row={row} />
          {row.withdrawn && (
            <span className={classes.withdrawn} title={t("case.withdrawn")}>
              <IconEyeOff size={14} stroke={1.75} aria-hidden />
              <span className="visually-hidden">{t("case.withdrawn")}</span>
            </span>
          )}
          {compact ? words : <span className={classes.place}>{row.place?.name}</span>}
          {row.attached > 0 && <Attached count={row.attached} />}
          {presence?.(row.id)}
          {row.hold ? <HeldIcon /> : <StatusIcon status={row.status} />}
          <Owner owner={row.owner} />
        </span>
      </span>
    </a>
  );
});
