import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { Place } from "./admin";
import { useApi } from "./context";
import { keys } from "./keys";
import { call } from "./rest";

const FULL = [...keys.places, "full"] as const;

/** The places with all that an admin says of them. */
export function usePlacesInFull() {
  const api = useApi();
  return useQuery({
    queryKey: FULL,
    queryFn: ({ signal }) => call<{ items: Place[] }>(api, "get", "/v1/places", { signal }),
    select: ({ items }) => items,
  });
}

/** Reads the places again, here and in the daily screens. */
export function useRefreshPlaces() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: keys.places });
}
