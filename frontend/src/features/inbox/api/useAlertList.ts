import { useInfiniteQuery } from "@tanstack/react-query";
import { useApi } from "@/api/context";
import { type ListQuery, listParams } from "@/api/filters";
import { keys } from "@/api/keys";
import { call } from "@/api/rest";
import type { AlertPage } from "@/api/types";

export const PAGE_SIZE = 25;

/**
 * The cases of a list, page by page: least time left first, filed ones most recent first, found ones as the search
 * gives them.
 */
export function useAlertList(query: ListQuery) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: keys.list(query),
    queryFn: ({ pageParam, signal }) =>
      call<AlertPage>(api, "get", "/v1/alerts", {
        query: { ...listParams(query), limit: PAGE_SIZE, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    // A refetch would move rows under the pointer: the probe below watches for changes instead.
    staleTime: 60_000,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}
