import { useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problem";
import type { Counts, Section } from "@/api/types";
import { usePlaces } from "@/api/usePlaces";
import { Banner } from "@/components/ui/Banner";
import { Button } from "@/components/ui/Button";
import { IconAlertCircle } from "@/components/ui/Icons";
import { AlertList } from "@/features/inbox/components/AlertList";
import { FreshPill } from "@/features/inbox/components/FreshPill";
import { ListEmpty } from "@/features/inbox/components/ListEmpty";
import { ListSkeleton } from "@/features/inbox/components/ListSkeleton";
import { PlaceFilter } from "@/features/inbox/components/PlaceFilter";
import { SectionChips } from "../shell/SectionChips";
import { EnterButton } from "./EnterButton";
import { ListNotices } from "./ListNotices";
import classes from "./ListPane.module.css";
import type { Inbox } from "./useInbox";

/** The middle column: what section, which places, and its cases. */
export function ListPane({ inbox, counts }: { inbox: Inbox; counts: Counts | undefined }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { section, place, list, rows, layout } = inbox;
  const { data: places } = usePlaces();
  const phone = layout === "phone";
  const count = counts?.[section];
  const name = t(`section.${section}`);

  const setPlace = (next: string | undefined) =>
    void navigate({ to: "/inbox/$section", params: { section }, search: { place: next } });
  const setSection = (next: Section) =>
    void navigate({ to: "/inbox/$section", params: { section: next }, search: { place } });
  const { fetchNextPage, isFetchingNextPage, isFetchNextPageError } = list;
  const more = useCallback(() => {
    if (!isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [fetchNextPage, isFetchingNextPage, isFetchNextPageError]);

  // The open case has the page's main heading.
  const Title = inbox.alertId ? "h2" : "h1";
  const problem = list.error ? asProblem(list.error) : null;
  return (
    <section className={classes.pane} ref={inbox.pane} aria-label={name}>
      <header className={classes.header}>
        <div className={classes.title}>
          <Title id="list-title">{name}</Title>
          {count && count.count > 0 && (
            <span aria-hidden="true">{count.more ? t("app.more", { count: count.count }) : count.count}</span>
          )}
          <EnterButton onOpen={inbox.open} />
          {phone && <PlaceFilter compact value={place} onChange={setPlace} />}
        </div>
        {phone ? (
          <SectionChips current={section} counts={counts} place={place} />
        ) : (
          <PlaceFilter value={place} onChange={setPlace} />
        )}
      </header>
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
      {list.isPending ? (
        <ListSkeleton />
      ) : rows.length > 0 ? (
        <AlertList
          ref={inbox.listRef}
          rows={rows}
          grouped={section !== "done"}
          label={t("list.label", { section: name })}
          selectedId={inbox.alertId}
          cursorId={inbox.cursorId}
          hasMore={list.hasNextPage}
          onMore={more}
          hrefOf={inbox.hrefOf}
          onOpen={inbox.open}
          onMove={inbox.move}
          scrollKey={`${section}/${place ?? ""}`}
        />
      ) : (
        !problem && (
          <ListEmpty
            section={section}
            placeName={place && (places?.items.find(({ id }) => id === place)?.name ?? place)}
            onAllPlaces={() => setPlace(undefined)}
            onSection={setSection}
          />
        )
      )}
    </section>
  );
}
