import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNow } from "@/lib/clock";
import { useFormat } from "@/lib/format";
import type { Impact } from "../types";
import classes from "./DayBars.module.css";

type Days = Impact["per_day"];

const DAY_MS = 86_400_000;
const MOST_BARS = 62;

/** Days as bars; of a long time, weeks. Days without any have a bar of nothing. */
export function barsOf(days: Days): { day: string; count: number }[] {
  const first = days[0];
  const last = days.at(-1);
  if (!first || !last) return [];
  const counts = new Map(days.map(({ day, count }) => [day, count]));
  const from = Date.parse(first.day);
  const length = Math.round((Date.parse(last.day) - from) / DAY_MS) + 1;
  const step = length > MOST_BARS ? 7 : 1;
  const at = (index: number) => new Date(from + index * DAY_MS).toISOString().slice(0, 10);
  return Array.from({ length: Math.ceil(length / step) }, (_, bar) => {
    const span = Array.from({ length: step }, (_, day) => counts.get(at(bar * step + day)) ?? 0);
    return { day: at(bar * step), count: span.reduce((sum, count) => sum + count, 0) };
  });
}

/** How many per day, as bars from 0; the same data as a table on demand. */
export function DayBars({ days }: { days: Days }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const [table, setTable] = useState(false);
  const bars = barsOf(days);
  const [first, last] = [bars[0], bars.at(-1)];
  if (!first || !last) return null;
  const most = Math.max(...bars.map(({ count }) => count));
  const highest = bars.findIndex(({ count }) => count === most);
  const weekly = bars.length > 1 && bars.length < days.length;
  const summary = t("rules.impact.bars", {
    day: format.date(bars[highest]?.day ?? first.day, now),
    count: most,
  });
  return (
    <figure className={classes.chart}>
      {table ? (
        <div className={classes.scroll}>
          <table className={classes.table}>
            <thead>
              <tr>
                <th>{t(weekly ? "rules.impact.week" : "rules.impact.day")}</th>
                <th>{t("rules.impact.alerts")}</th>
              </tr>
            </thead>
            <tbody>
              {bars
                .filter(({ count }) => count > 0)
                .map(({ day, count }) => (
                  <tr key={day}>
                    <td>{format.date(day, now)}</td>
                    <td>{format.number(count)}</td>
                  </tr>
                ))}
            </tbody>
          </table>
        </div>
      ) : (
        <div className={classes.bars} role="img" aria-label={summary}>
          {bars.map(({ day, count }, index) => (
            <span
              key={day}
              className={classes.bar}
              data-none={count === 0 || undefined}
              title={t("rules.impact.barTitle", { day: format.date(day, now), count })}
            >
              {index === highest && most > 0 && <span className={classes.most}>{format.number(most)}</span>}
              <span style={{ height: most > 0 ? `${(count / most) * 50}px` : 0 }} />
            </span>
          ))}
        </div>
      )}
      <figcaption className={classes.axis}>
        <span>{format.date(first.day, now)}</span>
        <button type="button" aria-pressed={table} onClick={() => setTable(!table)}>
          {t(table ? "rules.impact.chart" : "rules.impact.table")}
        </button>
        <span>{format.date(last.day, now)}</span>
      </figcaption>
    </figure>
  );
}
