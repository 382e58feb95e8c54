import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useScopeNames } from "@/api/useScopeOptions";
import { useUsers } from "@/api/useUsers";
import form from "@/components/form/form.module.css";
import { Page } from "@/components/page/Page";
import { PageFailed, RowsLoading } from "@/components/page/PageStates";
import { Button } from "@/components/ui/Button";
import button from "@/components/ui/Button.module.css";
import { Empty } from "@/components/ui/Empty";
import { IconPlus, IconUsers } from "@/components/ui/Icons";
import { Input } from "@/components/ui/Input";
import { useMay } from "@/lib/rights";
import { useSettled } from "@/lib/useSettled";
import { PeopleTable } from "../components/PeopleTable";

/** The people who sign in: whom one may see, and the way to invite another. */
export function PeoplePage() {
  const { t } = useTranslation();
  const invites = useMay("invite");
  const manages = useMay("people");
  const [search, setSearch] = useState("");
  const names = useScopeNames();
  const asked = useSettled(search.trim());
  const query = useUsers(asked.length > 1 ? asked : "");
  const people = query.data ?? [];
  return (
    <Page
      crumbs={[{ label: t("nav.manage") }]}
      title={t("manage.people")}
      actions={
        <>
          {manages && (
            <Link to="/manage/places/files" className={button.button} data-look="outline">
              {t("directory.open")}
            </Link>
          )}
          {(invites || manages) && (
            <Link
              to="/manage/people/$userId"
              params={{ userId: "new" }}
              className={button.button}
              data-look="filled"
            >
              <IconPlus size={16} stroke={1.75} aria-hidden />
              {t("team.invite")}
            </Link>
          )}
        </>
      }
    >
      <div className={form.tools}>
        <Input
          type="search"
          className={form.search}
          aria-label={t("team.search")}
          placeholder={t("team.search")}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      </div>
      {!query.data ? (
        query.error ? (
          <PageFailed error={query.error} title={t("team.failed")} onRetry={() => void query.refetch()} />
        ) : (
          <RowsLoading rows={8} height={57} />
        )
      ) : people.length === 0 && !query.hasNextPage ? (
        <Empty icon={IconUsers} title={t("team.none")}>
          <button type="button" onClick={() => setSearch("")}>
            {t("team.showAll")}
          </button>
        </Empty>
      ) : (
        <>
          <PeopleTable people={people} names={names} />
          {query.hasNextPage && (
            <p className={form.more}>
              <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                {t("admin.more")}
              </Button>
            </p>
          )}
        </>
      )}
    </Page>
  );
}
