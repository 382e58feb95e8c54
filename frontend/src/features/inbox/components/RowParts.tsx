import { useTranslation } from "react-i18next";
import type { AlertRow, Person } from "@/api/types";
import { Avatar } from "@/components/ui/Avatar";
import { IconClockPause, IconClockPlay, IconPaperclip } from "@/components/ui/Icons";
import { useNow } from "@/lib/clock";
import { useFormat } from "@/lib/format";
import { shortName } from "@/lib/initials";
import { useMe } from "@/lib/me";
import classes from "./Row.module.css";

/** Who has the case. Never cut short. */
export function Owner({ owner }: { owner: Person | null }) {
  const { t } = useTranslation();
  const me = useMe();
  if (!owner) return <span className={classes.owner}>{t("list.unassigned")}</span>;
  const own = owner.id === me.id;
  return (
    <span className={classes.owner} data-known>
      <Avatar name={owner.name} own={own} />
      {own ? t("list.me") : shortName(owner.name)}
    </span>
  );
}

/** Until when a case waits: in the place of its deadline. */
export function HeldClock({ hold }: { hold: NonNullable<AlertRow["hold"]> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  return (
    <span className={classes.held} title={hold.until ? format.absolute(hold.until) : undefined}>
      {hold.until ? t("row.heldUntil", { moment: format.moment(hold.until, now) }) : t("row.heldReply")}
    </span>
  );
}

/** The sign of a case that waits, where others have their status. */
export function HeldIcon() {
  const { t } = useTranslation();
  return (
    <span className={classes.heldIcon} title={t("row.held")}>
      <IconClockPause size={15} stroke={1.75} aria-hidden />
      <span className="visually-hidden">{t("row.held")}</span>
    </span>
  );
}

/** The hold of the case has ended, and nobody has acted since. */
export function Returned({ short }: { short: boolean }) {
  const { t } = useTranslation();
  return (
    <span className={classes.returned} title={t("row.returnedLong")}>
      <IconClockPlay size={13} stroke={1.75} aria-hidden />
      {!short && <span aria-hidden="true">{t("row.returned")}</span>}
      <span className="visually-hidden">{t("row.returnedLong")}</span>
    </span>
  );
}

/** Other answers of the customer that are worked with the case. */
export function Attached({ count }: { count: number }) {
  const { t } = useTranslation();
  const long = t("row.attached", { count });
  return (
    <span className={classes.attached} title={long}>
      <IconPaperclip size={14} stroke={1.75} aria-hidden />
      <span aria-hidden="true">{count}</span>
      <span className="visually-hidden">{long}</span>
    </span>
  );
}
