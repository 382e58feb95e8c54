import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useRecords } from "@/api/records";
import form from "@/components/form/form.module.css";
import { RecordsState } from "@/components/form/RecordsState";
import { Page } from "@/components/page/Page";
import button from "@/components/ui/Button.module.css";
import { Empty } from "@/components/ui/Empty";
import { IconClock, IconPlus } from "@/components/ui/Icons";
import table from "@/components/ui/Table.module.css";
import { countryName } from "../countries";
import { useWeekWords } from "../useWeekWords";

/** The calendars: when places work. `tabs` are those of the settings, where they stand. */
export function CalendarsPage({ tabs }: { tabs: ReactNode }) {
  const { t, i18n } = useTranslation();
  const query = useRecords("calendars");
  const words = useWeekWords();
  return (
    <Page
      crumbs={[{ label: t("nav.manage") }]}
      title={t("manage.settings")}
      actions={
        <Link
          to="/manage/settings/calendars/$calendarId"
          params={{ calendarId: "new" }}
          className={button.button}
          data-look="filled"
        >
          <IconPlus size={16} stroke={1.75} aria-hidden />
          {t("calendars.add")}
        </Link>
      }
    >
      {tabs}
      <RecordsState
        query={query}
        failed={t("calendars.failed")}
        empty={
          <Empty icon={IconClock} title={t("calendars.empty")}>
            {t("calendars.emptyText")}
          </Empty>
        }
      >
        {(calendars) => (
          <table className={table.table}>
            <thead>
              <tr>
                <th scope="col">{t("calendars.name")}</th>
                <th scope="col" className={form.wide}>
                  {t("calendars.week")}
                </th>
                <th scope="col" className={form.wide}>
                  {t("calendars.country")}
                </th>
                <th scope="col">{t("calendars.usedBy")}</th>
              </tr>
            </thead>
            <tbody>
              {calendars.map((calendar) => (
                <tr key={calendar.id}>
                  <td>
                    <Link
                      to="/manage/settings/calendars/$calendarId"
                      params={{ calendarId: calendar.id }}
                      className={form.name}
                    >
                      {calendar.name}
                    </Link>
                    <span className={form.sub}>{calendar.zone.replaceAll("_", " ")}</span>
                  </td>
                  <td className={form.wide}>{words(calendar.week)}</td>
                  <td className={form.wide}>
                    {calendar.country ? (
                      countryName(calendar.country, i18n.language)
                    ) : (
                      <span className={form.quiet}>–</span>
                    )}
                  </td>
                  <td>
                    {calendar.used_by && calendar.used_by.length > 0 ? (
                      calendar.used_by.map(({ label }) => label).join(", ")
                    ) : (
                      <span className={form.quiet}>{t("calendars.unused")}</span>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </RecordsState>
    </Page>
  );
}
