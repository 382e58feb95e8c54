import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Page } from "@/components/page/Page";
import { PageFailed, RowsLoading } from "@/components/page/PageStates";
import { type ListBody, useList } from "../api/useLists";
import { ListEditor } from "../components/ListEditor";

const blank: ListBody = { name: "", words: [], exceptions: [], inflected: true, language: null };

/** One keyword list: a new one, or one that exists. */
export function ListPage() {
  const { t } = useTranslation();
  const { listId = "new" } = useParams({ strict: false });
  const query = useList(listId === "new" ? undefined : listId);
  if (listId === "new") return <ListEditor key="new" list={null} initial={blank} />;
  if (query.data) return <ListEditor key={query.data.id} list={query.data} initial={query.data} />;
  return (
    <Page
      crumbs={[{ label: t("nav.manage") }, { label: t("manage.lists"), to: "/manage/lists" }]}
      title={t("lists.loading")}
    >
      {query.error ? (
        <PageFailed error={query.error} title={t("lists.failed")} onRetry={() => void query.refetch()} />
      ) : (
        <RowsLoading rows={4} height={57} />
      )}
    </Page>
  );
}
