import { useQuery } from "@tanstack/react-query";
import { body } from "@/api/client";
import { useApi } from "@/api/context";
import { keys } from "@/api/keys";
import type { Me } from "@/api/types";

/** The signed-in person: role, rights, perimeter, tenant settings. */
export function useMeQuery(enabled: boolean) {
  const api = useApi();
  return useQuery({
    queryKey: keys.me,
    queryFn: ({ signal }) => body(api.GET("/v1/me", { signal })) as Promise<Me>,
    enabled,
    staleTime: 5 * 60_000,
  });
}
