import { useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams, useRouter, useSearch } from "@tanstack/react-router";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Pages } from "@/api/cache";
import { type Filters, filtersOf } from "@/api/filters";
import { keys } from "@/api/keys";
import { isSection, type Section } from "@/api/types";
import { usePrefetchAlert } from "@/features/case/api/useAlert";
import { useAlertList } from "@/features/inbox/api/useAlertList";
import { useListProbe } from "@/features/inbox/api/useListProbe";
import type { ListHandle } from "@/features/inbox/components/AlertList";
import { useSelection } from "@/features/inbox/useSelection";
import { isWide, useLayout } from "@/lib/layout";
import { type InboxSearch, queryOf } from "./search";

export type Move = 1 | -1 | "first" | "last";

/** The same object as long as it says the same: opening a case changes the address, not the list. */
function useStable<T>(value: T): T {
  const text = JSON.stringify(value);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text is the value
  return useMemo(() => value, [text]);
}

/** The address, the list it names, and how one moves through it. */
export function useInbox() {
  const params = useParams({ strict: false });
  const search = useStable(useSearch({ strict: false }) as InboxSearch);
  const section: Section = isSection(params.section) ? params.section : "inbox";
  const alertId = params.alertId;
  const navigate = useNavigate();
  const router = useRouter();
  const client = useQueryClient();
  const layout = useLayout();
  const wide = isWide(layout);
  const listRef = useRef<ListHandle>(null);
  const pane = useRef<HTMLDivElement>(null);
  const [cursor, setCursor] = useState<string>();

  const query = useMemo(() => queryOf(section, search), [section, search]);
  const list = useAlertList(query);
  const rows = useMemo(() => list.data?.pages.flatMap(({ items }) => items) ?? [], [list.data]);
  const mayMove = useCallback(() => !pane.current?.matches(":hover"), []);
  const fresh = useListProbe(query, list.data, mayMove);

  const listKey = JSON.stringify(keys.list(query));
  const picking = useSelection(listKey, rows);

  const cursorId = cursor ?? alertId;
  const index = rows.findIndex(({ id }) => id === (alertId ?? cursorId));
  // Where the open case stood, for when it has left the list.
  const lastIndex = useRef(0);
  useEffect(() => {
    if (index >= 0) lastIndex.current = index;
  }, [index]);

  const open = useCallback(
    (id: string, replace = false) => {
      setCursor(id);
      void navigate({
        to: "/inbox/$section/$alertId",
        params: { section, alertId: id },
        search,
        replace,
      });
    },
    [navigate, section, search],
  );
  const toList = useCallback(
    () => void navigate({ to: "/inbox/$section", params: { section }, search }),
    [navigate, section, search],
  );
  /** Another address of the same section; the open case stays beside it. */
  const setSearch = useCallback(
    (next: InboxSearch, replace = false) =>
      void (alertId && wide
        ? navigate({ to: "/inbox/$section/$alertId", params: { section, alertId }, search: next, replace })
        : navigate({ to: "/inbox/$section", params: { section }, search: next, replace })),
    [navigate, section, alertId, wide],
  );
  const setFilters = useCallback(
    (filters: Filters) => setSearch({ ...filtersOf(filters), q: search.q, in: search.in }),
    [setSearch, search.q, search.in],
  );
  const hrefOf = useCallback(
    (id: string) =>
      router.buildLocation({
        to: "/inbox/$section/$alertId",
        params: { section, alertId: id },
        search,
      }).href,
    [router, section, search],
  );

  function move(by: Move) {
    const from = rows.findIndex(({ id }) => id === (wide || alertId ? alertId : cursorId));
    let to: number;
    if (by === "first") to = 0;
    else if (by === "last") to = rows.length - 1;
    else if (from >= 0) to = from + by;
    // The open case has left the list: what took its place comes next.
    else to = alertId ? lastIndex.current + (by === 1 ? 0 : -1) : 0;
    const row = rows[Math.min(Math.max(to, 0), rows.length - 1)];
    if (!row) return;
    if (wide || alertId) open(row.id, alertId !== undefined);
    else setCursor(row.id);
    listRef.current?.focus(row.id);
  }

  // The neighbours load ahead: the next key press shows a whole case.
  const prefetch = usePrefetchAlert();
  const nextId = rows[index + 1]?.id;
  const previousId = rows[index - 1]?.id;
  useEffect(() => {
    if (index < 0) return;
    const timer = setTimeout(() => {
      if (nextId) prefetch(nextId);
      if (previousId) prefetch(previousId);
    }, 150);
    return () => clearTimeout(timer);
  }, [index, nextId, previousId, prefetch]);

  async function showFresh() {
    // Only the first page is read again: the rest follows on scrolling.
    client.setQueryData<Pages>(
      keys.list(query),
      (now) => now && { pages: now.pages.slice(0, 1), pageParams: now.pageParams.slice(0, 1) },
    );
    await list.refetch();
    listRef.current?.toTop();
  }

  return {
    section,
    /** What the address says beyond section and case. */
    search,
    query,
    /** Names the list: another section, filter or search has another. */
    listKey,
    picking,
    alertId,
    layout,
    wide,
    list,
    rows,
    index,
    fresh,
    listRef,
    pane,
    cursorId,
    open,
    setSearch,
    setFilters,
    toList,
    hrefOf,
    move,
    showFresh,
  };
}

export type Inbox = ReturnType<typeof useInbox>;
