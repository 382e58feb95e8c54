import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { type Pages, patchRows } from "@/api/cache";
import { body } from "@/api/client";
import { useApi } from "@/api/context";
import { keys } from "@/api/keys";
import type { Section } from "@/api/types";
import { compare, without } from "../probe";
import { PAGE_SIZE } from "./useAlertList";

export const POLL_MS = 20_000;

/**
 * Looks at the first page again every 20 seconds. Values of shown rows are renewed in place; rows that left
 * go when `mayMove` allows; new rows wait. Answers how many wait.
 */
export function useListProbe(
  section: Section,
  place: string | undefined,
  list: Pages | undefined,
  mayMove: () => boolean,
): number {
  const api = useApi();
  const client = useQueryClient();
  const { data } = useQuery({
    queryKey: keys.probe(section, place),
    queryFn: ({ signal }) =>
      body(api.GET("/v1/alerts", { params: { query: { section, place, limit: PAGE_SIZE } }, signal })),
    enabled: list !== undefined,
    refetchInterval: POLL_MS,
    initialData: undefined,
    staleTime: POLL_MS,
    gcTime: 0,
  });

  const difference = useMemo(() => (list && data ? compare(list, data) : null), [list, data]);

  useEffect(() => {
    if (!data) return;
    const key = keys.list(section, place);
    const held = client.getQueryData<Pages>(key);
    if (!held) return;
    const { known, gone } = compare(held, data);
    patchRows(client, known);
    if (gone.length > 0 && mayMove()) client.setQueryData<Pages>(key, (now) => now && without(now, gone));
  }, [client, data, section, place, mayMove]);

  return section === "done" ? 0 : (difference?.fresh.length ?? 0);
}
