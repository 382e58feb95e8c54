import type { FindingListed } from "./types";

const MONTH = 30;

/** How many a rule took in 30 days, as its findings tell it; null where none says. */
export function volumeOf(findings: readonly FindingListed[]): number | null {
  for (const { params } of findings) {
    if (typeof params.fired === "number") {
      const days = typeof params.days === "number" && params.days > 0 ? params.days : MONTH;
      return Math.round((params.fired * MONTH) / days);
    }
  }
  const perDay = findings.find(({ code }) => code === "ok_volume")?.params.per_day;
  return typeof perDay === "number" ? Math.round(perDay * MONTH) : null;
}
