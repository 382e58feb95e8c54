import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { type Api, body } from "@/api/client";
import { useApi } from "@/api/context";
import { keys } from "@/api/keys";
import type { Alert } from "@/api/types";

const POLL_MS = 20_000;

function options(api: Api, id: string) {
  return {
    queryKey: keys.alert(id),
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      body(
        api.GET("/v1/alerts/{alert_id}", { params: { path: { alert_id: id } }, signal }),
      ) as Promise<Alert>,
    staleTime: 10_000,
  };
}

/** One case, renewed every 20 seconds while shown. */
export function useAlert(id: string) {
  return useQuery({ ...options(useApi(), id), refetchInterval: POLL_MS });
}

/** Loads a case ahead, so that the next key press shows it at once. */
export function usePrefetchAlert() {
  const api = useApi();
  const client = useQueryClient();
  return useCallback((id: string) => void client.prefetchQuery(options(api, id)), [api, client]);
}
