import { useMutation, useQuery } from "@tanstack/react-query";
import { body } from "@/api/client";
import { useApi } from "@/api/context";

export const quarantineKeys = {
  all: ["quarantine"] as const,
  groups: (source: string | undefined) => ["quarantine", "groups", source ?? null] as const,
  one: (source: string, id: string) => ["quarantine", "one", source, id] as const,
  unknown: ["quarantine", "unknown"] as const,
};

/** What waits, by reason, of one source or all. */
export function useQuarantine(source: string | undefined) {
  const api = useApi();
  return useQuery({
    queryKey: quarantineKeys.groups(source),
    queryFn: ({ signal }) =>
      body(api.GET("/v1/quarantine", { params: { query: source ? { source } : {} }, signal })),
  });
}

/** One delivery that waits, whole. */
export function useQuarantined(source: string, id: string) {
  const api = useApi();
  return useQuery({
    queryKey: quarantineKeys.one(source, id),
    queryFn: ({ signal }) =>
      body(
        api.GET("/v1/quarantine/{source_id}/{row_id}", {
          params: { path: { source_id: source, row_id: id } },
          signal,
        }),
      ),
  });
}

/** The codes that feedback came with and no place has. */
export function useUnknownPlaces() {
  const api = useApi();
  return useQuery({
    queryKey: quarantineKeys.unknown,
    queryFn: ({ signal }) => body(api.GET("/v1/places/unknown", { signal })),
  });
}

/** Gives a place a code; the job hands over what waits for it. */
export function useMapCode() {
  const api = useApi();
  return useMutation({
    mutationFn: ({ place, code, key }: { place: string; code: string; key: string }) =>
      body(
        api.POST("/v1/places/{place_id}/codes", {
          params: { path: { place_id: place } },
          body: { code },
          headers: { "idempotency-key": key },
        }),
      ),
  });
}

/** Reads again what waits of a source for one reason. */
export function useReplay() {
  const api = useApi();
  return useMutation({
    mutationFn: ({ source, code, key }: { source: string; code: string; key: string }) =>
      body(
        api.POST("/v1/quarantine/replay", { body: { source, code }, headers: { "idempotency-key": key } }),
      ),
  });
}
