import { useMutation } from "@tanstack/react-query";
import type { Place } from "@/api/admin";
import { useApi } from "@/api/context";
import { call, segment } from "@/api/rest";
import { useRefreshPlaces } from "@/api/useDirectory";
import type { Job } from "@/api/useJob";

export type PlaceDraft = Omit<Place, "id" | "version">;

/** A saved place; a move brings the job that takes its cases along. */
export interface Placed {
  place: Place;
  job: Job | null;
}

const path = (id: string) => `/v1/places/${segment(id)}`;

/** Reads and writes one place. */
export function usePlaceCalls() {
  const api = useApi();
  const refresh = useRefreshPlaces();
  return {
    read: (id: string) => call<Place>(api, "get", path(id)),
    async save(draft: PlaceDraft, base: Place | null, key: string): Promise<Placed> {
      const answer = base
        ? await call<Place | Placed>(api, "put", path(base.id), { body: { ...draft, version: base.version } })
        : await call<Place | Placed>(api, "post", "/v1/places", { body: draft, key });
      void refresh();
      return "place" in answer ? answer : { place: answer, job: null };
    },
  };
}

/** Removes a place without places below it; its open cases go to its parent. */
export function useDeletePlace() {
  const api = useApi();
  const refresh = useRefreshPlaces();
  return useMutation({
    mutationFn: ({ id, version }: Place) =>
      call<{ job: Job | null } | undefined>(api, "delete", path(id), { query: { version } }),
    onSettled: refresh,
  });
}
