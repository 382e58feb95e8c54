import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Page } from "@/components/page/Page";
import { PageFailed, RowsLoading } from "@/components/page/PageStates";
import button from "@/components/ui/Button.module.css";
import { Empty } from "@/components/ui/Empty";
import { IconListDetails, IconPlus } from "@/components/ui/Icons";
import table from "@/components/ui/Table.module.css";
import { useFormat } from "@/lib/format";
import { useMe } from "@/lib/me";
import { useLists } from "../api/useLists";
import classes from "./lists.module.css";

/** The keyword lists, each with its words and the rules that use it. */
export function ListsPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const writes = useMe().rights.includes("rules");
  const query = useLists();
  return (
    <Page
      crumbs={[{ label: t("nav.manage") }]}
      title={t("manage.lists")}
      actions={
        writes && (
          <Link
            to="/manage/lists/$listId"
            params={{ listId: "new" }}
            className={button.button}
            data-look="filled"
          >
            <IconPlus size={16} stroke={1.75} aria-hidden />
            {t("lists.add")}
          </Link>
        )
      }
    >
      {!query.data ? (
        query.error ? (
          <PageFailed error={query.error} title={t("lists.failed")} onRetry={() => void query.refetch()} />
        ) : (
          <RowsLoading rows={5} height={44} />
        )
      ) : query.data.length === 0 ? (
        <Empty icon={IconListDetails} title={t("lists.empty")} as="h2">
          {t("lists.emptyText")}
        </Empty>
      ) : (
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">{t("lists.name")}</th>
              <th scope="col" className={table.figure}>
                {t("lists.wordCount")}
              </th>
              <th scope="col" className={classes.wide}>
                {t("lists.sample")}
              </th>
              <th scope="col">{t("lists.usedBy")}</th>
            </tr>
          </thead>
          <tbody>
            {query.data.map((list) => (
              <tr key={list.id}>
                <td>
                  <Link to="/manage/lists/$listId" params={{ listId: list.id }} className={classes.link}>
                    {list.name}
                  </Link>
                </td>
                <td className={table.figure}>{format.number(list.words.length)}</td>
                <td className={classes.wide}>
                  <span className={classes.words}>{list.words.slice(0, 6).join(", ")}</span>
                </td>
                <td>
                  {list.used_by.length > 0
                    ? list.used_by.map(({ label }) => label).join(", ")
                    : t("lists.unused")}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Page>
  );
}
