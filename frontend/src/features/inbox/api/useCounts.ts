import { useQuery } from "@tanstack/react-query";
import { body } from "@/api/client";
import { useApi } from "@/api/context";
import { keys } from "@/api/keys";
import { POLL_MS } from "./useListProbe";

/** How many cases each section holds, capped at 99 by the server. */
export function useCounts(place: string | undefined) {
  const api = useApi();
  return useQuery({
    queryKey: keys.counts(place),
    queryFn: ({ signal }) => body(api.GET("/v1/alerts/counts", { params: { query: { place } }, signal })),
    refetchInterval: POLL_MS,
    placeholderData: (previous) => previous,
  });
}
