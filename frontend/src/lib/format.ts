import type { TFunction } from "i18next";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { ageParts, type Duration, dayDifference, durationParts } from "./time";
import { useZone } from "./zone";

/** Writes dates, durations and numbers in one language and zone. Moments are milliseconds or ISO strings. */
export interface Format {
  /** "1 j 4 h" */
  duration(milliseconds: number): string;
  /** "il y a 8 j" */
  ago(moment: string | number, now: number): string;
  /** "hier, 17:05", "lun. 23 nov., 14:12" */
  moment(moment: string | number, now: number): string;
  /** "aujourd'hui", "demain", "jeudi" */
  day(moment: string | number, now: number): string;
  /** "14:12" */
  time(moment: string | number): string;
  /** "lundi 23 novembre 2026 à 14:12 (Europe/Paris)" */
  absolute(moment: string | number): string;
  /** "19 nov.", with the year when it is not this one; a date without a time is the same day everywhere */
  date(moment: string | number, now?: number): string;
  /** "lundi" for 1 to "dimanche" for 7 */
  weekday(number: number): string;
  /** "4 %" of 0.042; one digit more under 1 % */
  percent(share: number): string;
  number(value: number): string;
  list(items: readonly string[], kind?: "conjunction" | "disjunction"): string;
}

function ms(moment: string | number): number {
  return typeof moment === "number" ? moment : Date.parse(moment);
}

function joined(t: TFunction, { days, hours, minutes }: Duration): string {
  const parts = [
    days > 0 && t("time.d", { count: days }),
    hours > 0 && t("time.h", { count: hours }),
    minutes > 0 && t("time.m", { count: minutes }),
  ].filter(Boolean);
  // A no-break space: a badge never wraps.
  return parts.length > 0 ? parts.join("\u00a0") : t("time.m", { count: 0 });
}

export function makeFormat(t: TFunction, language: string, zone: string): Format {
  const locale = language === "fr" ? "fr-FR" : "en-GB";
  const formats = new Map<string, Intl.DateTimeFormat>();
  const date = (options: Intl.DateTimeFormatOptions) => {
    const key = JSON.stringify(options);
    const format = formats.get(key) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone: zone });
    formats.set(key, format);
    return format;
  };
  const numbers = new Intl.NumberFormat(locale);
  const time = (moment: string | number) =>
    date({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(ms(moment));

  return {
    duration: (milliseconds) => joined(t, durationParts(milliseconds)),
    ago(moment, now) {
      const parts = ageParts(now - ms(moment));
      const nothing = parts.days + parts.hours + parts.minutes === 0;
      return nothing ? t("time.now") : t("time.ago", { duration: joined(t, parts) });
    },
    moment(moment, now) {
      const away = dayDifference(ms(moment), now, zone);
      if (away === 0) return time(moment);
      if (away === 1) return t("time.dayTime", { day: t("time.yesterday"), time: time(moment) });
      if (away === -1) return t("time.dayTime", { day: t("time.tomorrow"), time: time(moment) });
      const far = Math.abs(away) > 300;
      const day = date({ weekday: "short", day: "numeric", month: "short", ...(far && { year: "numeric" }) });
      return t("time.dayTime", { day: day.format(ms(moment)), time: time(moment) });
    },
    day(moment, now) {
      const away = dayDifference(now, ms(moment), zone);
      if (away === 0) return t("time.today");
      if (away === 1) return t("time.tomorrow");
      return date({ weekday: "long" }).format(ms(moment));
    },
    time,
    absolute: (moment) =>
      t("clock.at", {
        moment: date({
          weekday: "long",
          day: "numeric",
          month: "long",
          year: "numeric",
          hour: "2-digit",
          minute: "2-digit",
          hourCycle: "h23",
        }).format(ms(moment)),
        zone: zone.replaceAll("_", " "),
      }),
    date(moment, now) {
      const calendar = typeof moment === "string" && /^\d{4}-\d{2}-\d{2}$/.test(moment);
      const at = ms(moment);
      const same = now !== undefined && new Date(now).getUTCFullYear() === new Date(at).getUTCFullYear();
      return new Intl.DateTimeFormat(locale, {
        day: "numeric",
        month: "short",
        ...(!same && { year: "numeric" }),
        timeZone: calendar ? "UTC" : zone,
      }).format(at);
    },
    // 5 January 2026 was a Monday.
    weekday: (number) =>
      new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" }).format(
        Date.UTC(2026, 0, 4 + number),
      ),
    percent: (share) =>
      new Intl.NumberFormat(locale, {
        style: "percent",
        maximumFractionDigits: share > 0 && share < 0.01 ? 1 : 0,
      }).format(share),
    number: (value) => numbers.format(value),
    list: (items, kind = "conjunction") => new Intl.ListFormat(locale, { type: kind }).format(items),
  };
}

/** The format of the language shown and the tenant's zone. */
export function useFormat(): Format {
  const { t, i18n } = useTranslation();
  const zone = useZone();
  return useMemo(() => makeFormat(t, i18n.language, zone), [t, i18n.language, zone]);
}
