import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Calendar } from "@/api/admin";
import { useApi } from "@/api/context";
import { call, segment } from "@/api/rest";
import form from "@/components/form/form.module.css";
import { useFormat } from "@/lib/format";
import { inWeeks, type PreviewDay } from "../week";
import classes from "./calendars.module.css";

const DAYS = 60;

interface CalendarPreviewProps {
  /** The calendar as saved; null for a new one. */
  calendar: Calendar | null;
  dirty: boolean;
}

/** The next 60 days of a calendar, week by week, as the server reckons them. */
export function CalendarPreview({ calendar, dirty }: CalendarPreviewProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const api = useApi();
  const { data } = useQuery({
    enabled: calendar !== null,
    queryKey: ["calendar-preview", calendar?.id, calendar?.version],
    queryFn: ({ signal }) =>
      call<{ days: PreviewDay[] }>(api, "get", `/v1/calendars/${segment(calendar?.id ?? "")}/preview`, {
        query: { days: DAYS },
        signal,
      }),
  });
  const weeks = inWeeks(data?.days ?? []);
  const holidays = (data?.days ?? []).filter(({ holiday }) => holiday !== null);
  const hours = ({ open }: PreviewDay) =>
    open.length > 0 ? open.map((span) => span.join("–")).join(", ") : t("calendars.closed");
  return (
    <div className={classes.preview}>
      <h2>{t("calendars.preview.title")}</h2>
      {(calendar === null || dirty) && <p className={form.hint}>{t("calendars.preview.afterSave")}</p>}
      {weeks.length > 0 && (
        <table className={classes.strip}>
          <caption className="visually-hidden">{t("calendars.preview.title")}</caption>
          <thead>
            <tr>
              {[1, 2, 3, 4, 5, 6, 7].map((day) => (
                <th key={day} scope="col">
                  <abbr title={format.weekday(day)}>{format.weekday(day).slice(0, 1).toUpperCase()}</abbr>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weeks.map((week) => (
              <tr key={week.find(Boolean)?.date}>
                {week.map((day, index) =>
                  day ? (
                    <td
                      key={day.date}
                      data-state={day.holiday ? "holiday" : day.open.length > 0 ? "open" : "closed"}
                      title={`${format.date(day.date)} · ${day.holiday ? `${day.holiday} · ` : ""}${hours(day)}`}
                    >
                      {Number(day.date.slice(8))}
                      <span className="visually-hidden"> {hours(day)}</span>
                    </td>
                  ) : (
                    // biome-ignore lint/suspicious/noArrayIndexKey: an empty cell has no other identity
                    <td key={index} data-state="none" />
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {weeks.length > 0 && (
        <p className={classes.legend} aria-hidden="true">
          <span data-state="open">{t("calendars.preview.open")}</span>
          <span data-state="closed">{t("calendars.preview.closed")}</span>
          <span data-state="holiday">{t("calendars.preview.holiday")}</span>
        </p>
      )}
      {holidays.length > 0 && (
        <ul className={classes.holidays}>
          {holidays.map(({ date, holiday }) => (
            <li key={date}>
              <span>{format.date(date)}</span> {holiday}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
