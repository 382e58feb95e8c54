import {
  keepPreviousData,
  type QueryClient,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { body } from "@/api/client";
import { useApi } from "@/api/context";
import { sourceKeys } from "@/api/useSources";
import type { Mapping, Source, SourceChange } from "../types";

/** The survey tools that are understood. */
export function useKinds() {
  const api = useApi();
  return useQuery({
    queryKey: sourceKeys.kinds,
    queryFn: ({ signal }) => body(api.GET("/v1/sources/kinds", { signal })),
    staleTime: 60 * 60_000,
    select: ({ items }) => items,
  });
}

/** What a source sent last, the newest first. */
export function useDeliveries(id: string) {
  const api = useApi();
  return useQuery({
    queryKey: sourceKeys.deliveries(id),
    queryFn: ({ signal }) =>
      body(
        api.GET("/v1/sources/{source_id}/deliveries", {
          params: { path: { source_id: id }, query: { limit: 20 } },
          signal,
        }),
      ),
  });
}

/** What a mapping makes of a delivery; the last answer stays until the next one. */
export function usePreview(id: string, mapping: Mapping, delivery: string | undefined) {
  const api = useApi();
  return useQuery({
    queryKey: sourceKeys.preview(id, JSON.stringify([mapping, delivery])),
    queryFn: ({ signal }) =>
      body(
        api.POST("/v1/sources/{source_id}/mapping/preview", {
          params: { path: { source_id: id } },
          body: { mapping, delivery_id: delivery ?? null },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    enabled: delivery !== undefined,
    retry: false,
  });
}

/** The mapping that a delivery proposes. */
export function usePropose(id: string) {
  const api = useApi();
  return useMutation({
    mutationFn: (delivery: string | undefined) =>
      body(
        api.POST("/v1/sources/{source_id}/mapping/preview", {
          params: { path: { source_id: id } },
          body: { mapping: null, delivery_id: delivery ?? null },
        }),
      ),
  });
}

/** Saves the mapping over the version it was based on. */
export function useSaveMapping(id: string) {
  const api = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (saved: { version: number; mapping: Mapping }) =>
      body(api.PUT("/v1/sources/{source_id}/mapping", { params: { path: { source_id: id } }, body: saved })),
    onSuccess: (source) => {
      keep(client, source);
      void client.invalidateQueries({ queryKey: sourceKeys.deliveries(id) });
    },
  });
}

/** Saves what an admin says of a source. */
export function useSaveSource(id: string) {
  const api = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: SourceChange) =>
      body(api.PUT("/v1/sources/{source_id}", { params: { path: { source_id: id } }, body: change })),
    onSuccess: (source) => keep(client, source),
  });
}

/** Reads the source as it is now, past the cache, and shows it. */
export function useReadSource(id: string) {
  const api = useApi();
  const client = useQueryClient();
  return async () => {
    const source = await body(api.GET("/v1/sources/{source_id}", { params: { path: { source_id: id } } }));
    keep(client, source);
    return source;
  };
}

/** Replaces the address or the secret; the answer holds what is shown once. */
export function useRotate(id: string, what: "address" | "secret") {
  const api = useApi();
  const client = useQueryClient();
  return useMutation({
    // What is shown once is not kept.
    gcTime: 0,
    mutationFn: async ({ overlap, value }: { overlap: number; value: string | null }) => {
      const params = { path: { source_id: id } };
      if (what === "address") {
        const answer = await body(
          api.POST("/v1/sources/{source_id}/address", { params, body: { overlap_hours: overlap } }),
        );
        return answer.address;
      }
      const answer = await body(
        api.POST("/v1/sources/{source_id}/secret", { params, body: { value, overlap_hours: overlap } }),
      );
      return answer.secret;
    },
    onSuccess: () => client.invalidateQueries({ queryKey: sourceKeys.list }),
  });
}

/** Gives a thin source what it needs to fetch answers; it is never shown again. */
export function useGiveCredential(id: string) {
  const api = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (values: Record<string, string>) =>
      api.POST("/v1/sources/{source_id}/credential", { params: { path: { source_id: id } }, body: values }),
    onSuccess: () => client.invalidateQueries({ queryKey: sourceKeys.list }),
  });
}

/** Shows a saved source wherever sources are listed. */
function keep(client: QueryClient, source: Source): void {
  client.setQueryData<{ items: Source[] }>(
    sourceKeys.list,
    (list) => list && { items: list.items.map((one) => (one.id === source.id ? source : one)) },
  );
}
