import { useMutation, useQueryClient } from "@tanstack/react-query";
import { storeAlert } from "@/api/cache";
import { newIdempotencyKey } from "@/api/client";
import { useApi } from "@/api/context";
import { keys } from "@/api/keys";
import { call } from "@/api/rest";
import type { Alert } from "@/api/types";

/** Takes the most pressing case that nobody has, of a place or of all one sees; `onTaken` hears of null as well. */
export function useTakeNext(place: string | undefined, onTaken: (alert: Alert | null) => void) {
  const api = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: () =>
      call<{ alert: Alert | null }>(api, "post", "/v1/alerts/next", {
        body: place ? { place } : {},
        key: newIdempotencyKey(),
      }),
    onSuccess({ alert }) {
      if (alert) {
        storeAlert(client, alert);
        void client.invalidateQueries({ queryKey: [...keys.lists, "mine"] });
        void client.invalidateQueries({ queryKey: [...keys.lists, "unassigned"] });
        void client.invalidateQueries({ queryKey: keys.allCounts });
      }
      onTaken(alert);
    },
  });
}
