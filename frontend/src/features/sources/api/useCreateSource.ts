import { useMutation, useQueryClient } from "@tanstack/react-query";
import { body } from "@/api/client";
import { useApi } from "@/api/context";
import type { components } from "@/api/schema";
import { sourceKeys } from "@/api/useSources";

export type SourceIn = components["schemas"]["SourceIn"];
export type SourceCreated = components["schemas"]["SourceCreated"];

/** Adds a source. What is secret of the answer is kept by who asked, never in the cache. */
export function useCreateSource() {
  const api = useApi();
  const client = useQueryClient();
  return useMutation({
    gcTime: 0,
    mutationFn: ({ source, key }: { source: SourceIn; key: string }) =>
      body(api.POST("/v1/sources", { body: source, headers: { "idempotency-key": key } })),
    onSuccess: () => void client.invalidateQueries({ queryKey: sourceKeys.list }),
  });
}
