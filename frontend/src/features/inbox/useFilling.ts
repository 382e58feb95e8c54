import { useCallback, useEffect, useState } from "react";
import { PAGE_SIZE, type useAlertList } from "./api/useAlertList";
import { shortPages } from "./lines";

/** Short pages in a row that are asked for by themselves; then the person says whether to go on. */
const AT_ONCE = 8;

/**
 * Loads what follows. A filter that few cases pass brings short pages: the next one is asked for until the screen
 * is filled, a bounded number of times.
 */
export function useFilling(list: ReturnType<typeof useAlertList>, listKey: string) {
  const [granted, setGranted] = useState({ key: listKey, times: 1 });
  const times = granted.key === listKey ? granted.times : 1;
  const { data, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = list;
  const sizes = data?.pages.map(({ items }) => items.length) ?? [];
  const stopped = hasNextPage && shortPages(sizes, PAGE_SIZE) >= AT_ONCE * times;
  const more = useCallback(() => {
    if (!isFetchingNextPage && !isFetchNextPageError && !stopped) void fetchNextPage();
  }, [fetchNextPage, isFetchingNextPage, isFetchNextPageError, stopped]);

  // A list with rows asks for more as it is scrolled; an empty one has nothing to scroll.
  const empty = data !== undefined && sizes.every((size) => size === 0);
  useEffect(() => {
    if (empty && hasNextPage) more();
  }, [empty, hasNextPage, more]);

  return {
    more,
    /** Nothing found yet, and more to look through. */
    looking: empty && hasNextPage && !stopped,
    /** Looking further is left to the person. */
    stopped,
    goOn: useCallback(() => setGranted({ key: listKey, times: times + 1 }), [listKey, times]),
  };
}
