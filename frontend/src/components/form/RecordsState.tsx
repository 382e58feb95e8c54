import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { PageFailed, RowsLoading } from "@/components/page/PageStates";

interface RecordsStateProps<T> {
  query: UseQueryResult<T[]>;
  /** What could not be read. */
  failed: string;
  /** Shown where there is nothing. */
  empty: ReactNode;
  children: (items: T[]) => ReactNode;
}

/** A list being read, one that failed, an empty one, or its items. */
export function RecordsState<T>({ query, failed, empty, children }: RecordsStateProps<T>) {
  if (query.data) return query.data.length === 0 ? empty : children(query.data);
  if (query.error)
    return <PageFailed error={query.error} title={failed} onRetry={() => void query.refetch()} />;
  return <RowsLoading rows={5} height={44} />;
}
