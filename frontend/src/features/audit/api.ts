import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useApi } from "@/api/context";
import { call } from "@/api/rest";
import type { components } from "@/api/schema";

/** One thing somebody did, or saw; `by` has no name for what the product did by itself. */
export type AuditItem = Omit<components["schemas"]["AuditEntry"], "changes"> & {
  changes: Record<string, [before: unknown, after: unknown]>;
};

/** What is looked for: days in UTC, both included; without any, the last week. */
export interface AuditFilter {
  from?: string | undefined;
  to?: string | undefined;
  who?: string | undefined;
  type?: string | undefined;
  alert?: string | undefined;
}

/** What was done in the account, the newest first, page by page. */
export function useAudit(filter: AuditFilter) {
  const api = useApi();
  const { from, to, who, type, alert } = filter;
  return useInfiniteQuery({
    queryKey: ["audit", filter],
    queryFn: ({ pageParam, signal }) =>
      call<{ items: AuditItem[]; next_cursor: string | null }>(api, "get", "/v1/audit", {
        query: {
          from,
          to,
          who,
          type,
          alert,
          cursor: pageParam ?? undefined,
        },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor,
    placeholderData: keepPreviousData,
    select: ({ pages }) => pages.flatMap(({ items }) => items),
  });
}
