import { useTranslation } from "react-i18next";
import type { Span } from "@/api/admin";
import { useFormat } from "@/lib/format";

/** Tells a week in words: days with the same hours stand together. */
export function useWeekWords(): (week: readonly Span[][]) => string {
  const { t } = useTranslation();
  const format = useFormat();
  const short = (day: number) => format.weekday(day + 1).slice(0, 3);
  return (week) => {
    const runs: { from: number; to: number; hours: string }[] = [];
    week.forEach((spans, day) => {
      if (spans.length === 0) return;
      const hours = spans.map((span) => span.join("–")).join(", ");
      const last = runs.at(-1);
      if (last && last.to === day - 1 && last.hours === hours) last.to = day;
      else runs.push({ from: day, to: day, hours });
    });
    if (runs.length === 0) return t("calendars.neverOpen");
    return runs
      .map(({ from, to, hours }) => `${short(from)}${to > from ? `–${short(to)}` : ""} ${hours}`)
      .join(" · ");
  };
}
