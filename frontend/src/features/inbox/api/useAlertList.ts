import { useInfiniteQuery } from "@tanstack/react-query";
import { body } from "@/api/client";
import { useApi } from "@/api/context";
import { keys } from "@/api/keys";
import type { Section } from "@/api/types";

export const PAGE_SIZE = 25;

/** The cases of a section, page by page: least time left first, closed ones most recent first. */
export function useAlertList(section: Section, place: string | undefined) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: keys.list(section, place),
    queryFn: ({ pageParam, signal }) =>
      body(
        api.GET("/v1/alerts", {
          params: { query: { section, place, limit: PAGE_SIZE, cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    // A refetch would move rows under the pointer: the probe below watches for changes instead.
    staleTime: 60_000,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}
