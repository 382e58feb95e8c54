import { useQuery } from "@tanstack/react-query";
import { useApi } from "@/api/context";
import { type Filters, filterParams } from "@/api/filters";
import { keys } from "@/api/keys";
import { call } from "@/api/rest";
import type { Counts } from "@/api/types";
import { POLL_MS } from "./useListProbe";

/** How many cases each section holds under these filters, capped at 99 by the server. */
export function useCounts(filters: Filters = {}) {
  const api = useApi();
  return useQuery({
    queryKey: keys.counts(filters),
    queryFn: ({ signal }) =>
      call<Counts>(api, "get", "/v1/alerts/counts", { query: filterParams(filters), signal }),
    refetchInterval: POLL_MS,
    placeholderData: (previous) => previous,
  });
}
