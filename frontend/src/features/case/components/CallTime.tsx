import { useTranslation } from "react-i18next";
import { useNow } from "@/lib/clock";
import { toLocal } from "@/lib/local";
import { useZone } from "@/lib/zone";
import classes from "./Composer.module.css";

interface CallTimeProps {
  /** Local time in the account's zone; null for now. */
  value: string | null;
  onChange: (value: string | null) => void;
}

/** When a contact took place: now, or earlier. */
export function CallTime({ value, onChange }: CallTimeProps) {
  const { t } = useTranslation();
  const zone = useZone();
  const now = useNow();
  return (
    <span className={classes.time}>
      <select
        aria-label={t("call.when")}
        value={value === null ? "now" : "earlier"}
        onChange={(event) =>
          onChange(event.currentTarget.value === "now" ? null : toLocal(now - 15 * 60_000, zone))
        }
      >
        <option value="now">{t("call.now")}</option>
        <option value="earlier">{t("call.earlier")}</option>
      </select>
      {value !== null && (
        <input
          type="datetime-local"
          aria-label={t("call.time", { zone: zone.replaceAll("_", " ") })}
          title={t("call.time", { zone: zone.replaceAll("_", " ") })}
          value={value}
          max={toLocal(now, zone)}
          onChange={(event) => onChange(event.currentTarget.value || null)}
        />
      )}
    </span>
  );
}
