import { useTranslation } from "react-i18next";
import { useNow } from "@/lib/clock";
import { useFormat } from "@/lib/format";
import { isUrgent } from "@/lib/time";
import { IconHourglassLow } from "./Icons";
import classes from "./Urgent.module.css";

interface UrgentProps {
  row: { status: string; expires_at: string };
  /** Says which day the case expires. */
  withDay?: boolean;
}

/** The urgent sign: expiry in under 72 hours, whatever the other clock says. Nothing otherwise. */
export function Urgent({ row, withDay }: UrgentProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  if (!isUrgent(row, now)) return null;
  return (
    <span className={classes.urgent} title={format.absolute(row.expires_at)}>
      <IconHourglassLow size={14} stroke={1.9} aria-hidden />
      {withDay ? (
        <span>{t("urgent.day", { day: format.day(row.expires_at, now) })}</span>
      ) : (
        <>
          <span aria-hidden="true">{t("urgent.short")}</span>
          <span className="visually-hidden">{t("urgent.long")}</span>
        </>
      )}
    </span>
  );
}
