import { useQuery } from "@tanstack/react-query";
import { body } from "@/api/client";
import { useApi } from "@/api/context";
import { keys } from "@/api/keys";

/** The places of the person's perimeter. */
export function usePlaces() {
  const api = useApi();
  return useQuery({
    queryKey: keys.places,
    queryFn: ({ signal }) => body(api.GET("/v1/places", { signal })),
    staleTime: 10 * 60_000,
  });
}
