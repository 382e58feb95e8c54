import { useQuery } from "@tanstack/react-query";
import { body } from "./client";
import { useApi } from "./context";
import type { components } from "./schema";

export type Source = components["schemas"]["SourceOut"];

export const sourceKeys = {
  all: ["sources"] as const,
  list: ["sources", "list"] as const,
  kinds: ["sources", "kinds"] as const,
  source: (id: string) => ["sources", "source", id] as const,
  deliveries: (id: string) => ["sources", "deliveries", id] as const,
  preview: (id: string, asked: string) => ["sources", "preview", id, asked] as const,
};

/** The sources of the account with how they are doing, by name. */
export function useSources() {
  const api = useApi();
  return useQuery({
    queryKey: sourceKeys.list,
    queryFn: ({ signal }) => body(api.GET("/v1/sources", { signal })),
    refetchInterval: 60_000,
  });
}
