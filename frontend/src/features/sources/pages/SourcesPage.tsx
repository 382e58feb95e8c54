import { Link, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useSources } from "@/api/useSources";
import { Page } from "@/components/page/Page";
import { PageFailed, RowsLoading } from "@/components/page/PageStates";
import button from "@/components/ui/Button.module.css";
import { Empty } from "@/components/ui/Empty";
import { IconCircleOff, IconMessage, IconPlus } from "@/components/ui/Icons";
import { isWide, useLayout } from "@/lib/layout";
import { useKinds } from "../api/useSource";
import { SourceDetail } from "../components/SourceDetail";
import { SourceList } from "../components/SourceList";
import classes from "./SourcesPage.module.css";

interface SourcesPageProps {
  /** What stands below a source: what of it waits. */
  below: (sourceId: string) => ReactNode;
}

/** The sources beside the one that is open; on narrow screens one or the other. */
export function SourcesPage({ below }: SourcesPageProps) {
  const { t } = useTranslation();
  const wide = isWide(useLayout());
  const { sourceId } = useParams({ strict: false });
  const sources = useSources();
  const kinds = useKinds();
  const items = sources.data?.items ?? [];
  const shown = sourceId ? items.find(({ id }) => id === sourceId) : wide ? items[0] : undefined;
  const alone = !wide && sourceId !== undefined;
  const add = (
    <Link to="/manage/sources/new" className={button.button} data-look="filled">
      <IconPlus size={16} stroke={1.75} aria-hidden />
      {t("sources.add")}
    </Link>
  );
  const list = <SourceList sources={items} kinds={kinds.data ?? []} selected={shown?.id} />;
  const detail = shown ? (
    <SourceDetail
      key={shown.id}
      source={shown}
      kind={kinds.data?.find(({ kind }) => kind === shown.kind)}
      alone={alone}
      below={below(shown.id)}
    />
  ) : (
    sourceId && (
      <Empty icon={IconCircleOff} title={t("manage.notFound")}>
        {t("manage.notFoundText")}
      </Empty>
    )
  );
  const ready = items.length > 0 || sources.data;
  return (
    <Page
      crumbs={
        alone
          ? [{ label: t("nav.manage") }, { label: t("manage.sources"), to: "/manage/sources" }]
          : [{ label: t("nav.manage") }]
      }
      title={alone ? (shown?.name ?? t("manage.sources")) : t("manage.sources")}
      actions={!alone && add}
    >
      {!ready ? (
        sources.error ? (
          <PageFailed
            error={sources.error}
            title={t("sources.listFailed")}
            onRetry={() => void sources.refetch()}
          />
        ) : (
          <RowsLoading rows={5} height={55} />
        )
      ) : items.length === 0 ? (
        <Empty icon={IconMessage} title={t("sources.empty")} as="h2">
          <p>{t("sources.emptyText")}</p>
          <p>
            <Link to="/manage/sources/new">{t("sources.emptyAction")}</Link>
          </p>
        </Empty>
      ) : wide ? (
        <div className={classes.both}>
          <div className={classes.list}>{list}</div>
          <div className={classes.detail}>{detail}</div>
        </div>
      ) : alone ? (
        detail
      ) : (
        <div className={classes.alone}>{list}</div>
      )}
    </Page>
  );
}
