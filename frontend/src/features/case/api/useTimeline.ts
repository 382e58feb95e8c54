import { useQuery } from "@tanstack/react-query";
import { body } from "@/api/client";
import { useApi } from "@/api/context";
import { keys } from "@/api/keys";
import type { Timeline } from "@/api/types";

/** What happened to a case, oldest first, with the state of its mails. */
export function useTimeline(id: string, version: number | undefined) {
  const api = useApi();
  return useQuery({
    // A new version means a new event.
    queryKey: [...keys.timeline(id), version],
    queryFn: ({ signal }) =>
      body(
        api.GET("/v1/alerts/{alert_id}/timeline", { params: { path: { alert_id: id } }, signal }),
      ) as Promise<Timeline>,
    enabled: version !== undefined,
    refetchInterval: 20_000,
    placeholderData: (previous, query) => (query?.queryKey[1] === id ? previous : undefined),
  });
}
