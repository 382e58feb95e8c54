import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { type Pages, patchRows } from "@/api/cache";
import { useApi } from "@/api/context";
import { type ListQuery, listParams } from "@/api/filters";
import { keys } from "@/api/keys";
import { call } from "@/api/rest";
import type { AlertPage } from "@/api/types";
import { inDueOrder } from "../lines";
import { compare, without } from "../probe";
import { PAGE_SIZE } from "./useAlertList";

export const POLL_MS = 20_000;

/**
 * Looks at the first page again every 20 seconds. Values of shown rows are renewed in place; rows that left
 * go when `mayMove` allows; new rows wait. Answers how many wait. What a search found is left as it is.
 */
export function useListProbe(query: ListQuery, list: Pages | undefined, mayMove: () => boolean): number {
  const api = useApi();
  const client = useQueryClient();
  const { data } = useQuery({
    queryKey: keys.probe(query),
    queryFn: ({ signal }) =>
      call<AlertPage>(api, "get", "/v1/alerts", {
        query: { ...listParams(query), limit: PAGE_SIZE },
        signal,
      }),
    enabled: list !== undefined && query.q === undefined,
    refetchInterval: POLL_MS,
    initialData: undefined,
    staleTime: POLL_MS,
    gcTime: 0,
  });

  const difference = useMemo(() => (list && data ? compare(list, data) : null), [list, data]);

  useEffect(() => {
    if (!data) return;
    const key = keys.list(query);
    const held = client.getQueryData<Pages>(key);
    if (!held) return;
    const { known, gone } = compare(held, data);
    patchRows(client, known);
    if (gone.length > 0 && mayMove()) client.setQueryData<Pages>(key, (now) => now && without(now, gone));
  }, [client, data, query, mayMove]);

  return inDueOrder(query) ? (difference?.fresh.length ?? 0) : 0;
}
