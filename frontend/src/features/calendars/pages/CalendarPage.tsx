import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useRecord } from "@/api/records";
import { Page } from "@/components/page/Page";
import { PageFailed, RowsLoading } from "@/components/page/PageStates";
import { CalendarEditor } from "../components/CalendarEditor";

/** One calendar: a new one, or one that exists. */
export function CalendarPage() {
  const { t } = useTranslation();
  const { calendarId = "new" } = useParams({ strict: false });
  const query = useRecord("calendars", calendarId === "new" ? undefined : calendarId);
  if (calendarId === "new") return <CalendarEditor key="new" calendar={null} />;
  if (query.data) return <CalendarEditor key={query.data.id} calendar={query.data} />;
  return (
    <Page
      crumbs={[{ label: t("nav.manage") }, { label: t("calendars.title"), to: "/manage/settings/calendars" }]}
      title={t("calendars.one")}
    >
      {query.error ? (
        <PageFailed error={query.error} title={t("calendars.failed")} onRetry={() => void query.refetch()} />
      ) : (
        <RowsLoading rows={7} height={48} />
      )}
    </Page>
  );
}
