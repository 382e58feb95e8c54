import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Names } from "@/lib/criterion";
import { body } from "./client";
import { useApi } from "./context";
import { keys } from "./keys";

/** The places of the person's perimeter. */
export function usePlaces({ enabled = true } = {}) {
  const api = useApi();
  return useQuery({
    enabled,
    queryKey: keys.places,
    queryFn: ({ signal }) => body(api.GET("/v1/places", { signal })),
    staleTime: 10 * 60_000,
  });
}

/** The names of places, for ids that rules hold. */
export function usePlaceNames(enabled = true): Names {
  const { data } = usePlaces({ enabled });
  return useMemo(() => {
    const names = new Map(data?.items.map(({ id, name }) => [id, name]));
    return (field, id) => (field === "place" ? names.get(id) : undefined);
  }, [data]);
}
