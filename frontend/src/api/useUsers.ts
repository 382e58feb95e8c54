import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { User } from "./admin";
import { useApi } from "./context";
import { call, segment } from "./rest";

export const userKeys = {
  all: ["users"] as const,
  list: (search: string) => ["users", "list", search] as const,
  one: (id: string) => ["users", "one", id] as const,
};

interface UserPage {
  items: User[];
  next_cursor: string | null;
}

/** The people whose name or address holds what is typed, page by page, by name. */
export function useUsers(search: string, { enabled = true } = {}) {
  const api = useApi();
  return useInfiniteQuery({
    enabled,
    queryKey: userKeys.list(search),
    queryFn: ({ pageParam, signal }) =>
      call<UserPage>(api, "get", "/v1/users", {
        query: { q: search || undefined, cursor: pageParam ?? undefined },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor,
    placeholderData: keepPreviousData,
    select: ({ pages }) => pages.flatMap(({ items }) => items),
  });
}

/** One person. */
export function useUser(id: string | null | undefined) {
  const api = useApi();
  return useQuery({
    enabled: Boolean(id),
    queryKey: userKeys.one(id ?? ""),
    queryFn: ({ signal }) => call<User>(api, "get", `/v1/users/${segment(id ?? "")}`, { signal }),
    staleTime: 60_000,
  });
}
