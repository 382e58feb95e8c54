import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { body } from "@/api/client";
import { useApi } from "@/api/context";
import type { components } from "@/api/schema";

type Schemas = components["schemas"];
export type KeywordList = Schemas["KeywordListOut"];
export type ListBody = Pick<KeywordList, "name" | "words" | "exceptions" | "inflected" | "language">;

/** The rules' screens read the same lists under the same key. */
const LISTS = ["keyword-lists"] as const;

/** The named keyword lists, by name. */
export function useLists() {
  const api = useApi();
  return useQuery({
    queryKey: LISTS,
    queryFn: ({ signal }) => body(api.GET("/v1/keyword-lists", { signal })),
    select: ({ items }) => items,
  });
}

/** One list. It is not read again by itself: that would change what is being written. */
export function useList(id: string | undefined) {
  const api = useApi();
  return useQuery({
    queryKey: ["keyword-list", id ?? ""],
    queryFn: ({ signal }) =>
      body(api.GET("/v1/keyword-lists/{list_id}", { params: { path: { list_id: id ?? "" } }, signal })),
    enabled: id !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}

/** Writes a list: a new one, or the next version of one. */
export function useSaveList() {
  const api = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({
      id,
      version,
      list,
      key,
    }: {
      id?: string;
      version?: number;
      list: ListBody;
      key: string;
    }) =>
      body(
        id === undefined
          ? api.POST("/v1/keyword-lists", { body: list, headers: { "idempotency-key": key } })
          : api.PUT("/v1/keyword-lists/{list_id}", {
              params: { path: { list_id: id } },
              body: { ...list, version: version ?? null },
            }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: LISTS }),
  });
}

/** Deletes a list that no rule uses. */
export function useDeleteList() {
  const api = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, version }: Pick<KeywordList, "id" | "version">) =>
      api.DELETE("/v1/keyword-lists/{list_id}", { params: { path: { list_id: id }, query: { version } } }),
    onSettled: () => client.invalidateQueries({ queryKey: LISTS }),
  });
}

/** Reads a list as it is now, past the cache. */
export function useReadList() {
  const api = useApi();
  return (id: string) => body(api.GET("/v1/keyword-lists/{list_id}", { params: { path: { list_id: id } } }));
}
