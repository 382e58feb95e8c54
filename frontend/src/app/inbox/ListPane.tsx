import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problem";
import { useRecords } from "@/api/records";
import type { Counts, Section } from "@/api/types";
import { usePlaces } from "@/api/usePlaces";
import { Banner } from "@/components/ui/Banner";
import { Button } from "@/components/ui/Button";
import { IconAlertCircle } from "@/components/ui/Icons";
import { AlertList } from "@/features/inbox/components/AlertList";
import { FilterChips } from "@/features/inbox/components/FilterChips";
import { FreshPill } from "@/features/inbox/components/FreshPill";
import { ListEmpty } from "@/features/inbox/components/ListEmpty";
import { ListSkeleton } from "@/features/inbox/components/ListSkeleton";
import { isGrouped } from "@/features/inbox/lines";
import { useFilling } from "@/features/inbox/useFilling";
import { useMay } from "@/lib/rights";
import { BulkBar } from "./bulk/BulkBar";
import { BulkStatus } from "./bulk/BulkStatus";
import type { BulkWork } from "./bulk/useBulkWork";
import { ListHeader } from "./ListHeader";
import { ListNotices } from "./ListNotices";
import classes from "./ListPane.module.css";
import { presenceOf } from "./RowPresence";
import type { Inbox } from "./useInbox";
import type { Searching } from "./useSearching";

interface ListPaneProps {
  inbox: Inbox;
  counts: Counts | undefined;
  searching: Searching;
  work: BulkWork;
  onNext: () => void;
  takingNext: boolean;
}

/** The middle column: what section, what narrows it, and its cases. */
export function ListPane({ inbox, counts, searching, work, onNext, takingNext }: ListPaneProps) {
  const { t } = useTranslation();
  const { section, query, search, list, rows, layout, listKey, picking } = inbox;
  const mayBulk = useMay("bulk");
  const filling = useFilling(list, listKey);
  const { fetchNextPage, isFetchNextPageError } = list;
  const name = t(`section.${section}`);
  const Title = inbox.alertId ? "h2" : "h1";
  const many = mayBulk && picking.selection.picking;
  // Where nothing hovers, a tap picks once picking has begun.
  const tapPicks = many && layout === "phone";
  const problem = list.error ? asProblem(list.error) : null;
  const further = filling.stopped && (
    <div className={classes.looking} role="status">
      <p>{t("search.looked")}</p>
      <Button onClick={filling.goOn}>{t("search.further")}</Button>
    </div>
  );
  return (
    <section className={classes.pane} ref={inbox.pane} aria-label={name}>
      {many ? (
        <>
          {/* The heading stays for who moves by headings, and as the target of the skip link. */}
          <Title id="list-title" className="visually-hidden">
            {name}
          </Title>
          <BulkBar inbox={inbox} work={work} />
        </>
      ) : (
        <ListHeader
          inbox={inbox}
          counts={counts}
          searching={searching}
          onNext={onNext}
          takingNext={takingNext}
        />
      )}
      <FilterChips filters={query.filters} rows={rows} onChange={inbox.setFilters} />
      <BulkStatus inbox={inbox} work={work} />
      <ListNotices alertId={inbox.alertId} onOpen={inbox.open} />
      {problem && !list.isFetching && (
        <div className={classes.banner}>
          <Banner
            kind="failed"
            icon={IconAlertCircle}
            actions={
              <Button onClick={() => (isFetchNextPageError ? fetchNextPage() : list.refetch())}>
                {t("app.retry")}
              </Button>
            }
          >
            <strong>{t(isFetchNextPageError ? "list.moreFailed" : "list.failed")}</strong>{" "}
            {t("list.failedText")}{" "}
            {problem.requestId && <small>{t("app.request", { id: problem.requestId })}</small>}
          </Banner>
        </div>
      )}
      <FreshPill count={inbox.fresh} onShow={inbox.showFresh} />
      {list.isPending || filling.looking ? (
        <ListSkeleton />
      ) : rows.length > 0 ? (
        <AlertList
          ref={inbox.listRef}
          rows={rows}
          grouped={isGrouped(query)}
          label={t("list.label", { section: name })}
          selectedId={inbox.alertId}
          cursorId={inbox.cursorId}
          hasMore={list.hasNextPage}
          onMore={filling.more}
          picking={mayBulk ? picking : undefined}
          presence={presenceOf}
          foot={further || undefined}
          hrefOf={inbox.hrefOf}
          onOpen={tapPicks ? (id) => picking.pick(id, false) : inbox.open}
          onMove={inbox.move}
          scrollKey={listKey}
        />
      ) : (
        further || (!problem && <Nothing inbox={inbox} counts={counts} />)
      )}
      <span className="visually-hidden" role="status">
        {search.q !== undefined && !list.isFetching && rows.length > 0
          ? t(list.hasNextPage ? "search.foundMore" : "search.found", { count: rows.length })
          : ""}
      </span>
    </section>
  );
}

/** An empty list, and the way on from it. */
function Nothing({ inbox, counts }: { inbox: Inbox; counts: Counts | undefined }) {
  const navigate = useNavigate();
  const { section, query, search } = inbox;
  const { place, group } = query.filters;
  const { data: places } = usePlaces();
  const { data: groups } = useRecords("groups", { enabled: group !== undefined });
  const placeName = (group ? groups : places?.items)?.find(({ id }) => id === (group ?? place))?.name;
  return (
    <ListEmpty
      section={section}
      query={query}
      counts={counts}
      placeName={placeName}
      onClear={() => inbox.setSearch(query.q === undefined ? {} : query.filters)}
      onEverywhere={() => inbox.setSearch({ ...search, in: "all" }, true)}
      onSection={(next: Section) =>
        void navigate({ to: "/inbox/$section", params: { section: next }, search: query.filters })
      }
      onSources={() => void navigate({ to: "/manage/sources" })}
    />
  );
}
