import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useUser } from "@/api/useUsers";
import { Page } from "@/components/page/Page";
import { PageFailed, RowsLoading } from "@/components/page/PageStates";
import { PersonEditor } from "../components/PersonEditor";

/** One person: to invite, or one of the account. */
export function PersonPage() {
  const { t } = useTranslation();
  const { userId = "new" } = useParams({ strict: false });
  const query = useUser(userId === "new" ? null : userId);
  if (userId === "new") return <PersonEditor key="new" user={null} />;
  if (query.data) return <PersonEditor key={query.data.id} user={query.data} />;
  return (
    <Page
      crumbs={[{ label: t("nav.manage") }, { label: t("manage.people"), to: "/manage/people" }]}
      title={t("team.one")}
    >
      {query.error ? (
        <PageFailed error={query.error} title={t("team.failed")} onRetry={() => void query.refetch()} />
      ) : (
        <RowsLoading rows={5} height={57} />
      )}
    </Page>
  );
}
