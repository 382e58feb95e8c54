import { body } from "@/api/client";
import { useApi } from "@/api/context";
import { useCommand } from "./useCommand";

/** Makes the signed-in person the owner of a case. */
export function useTake() {
  const api = useApi();
  return useCommand<void>({
    action: "take",
    send: ({ id, version }, _, key) =>
      body(
        api.POST("/v1/alerts/{alert_id}/take", {
          params: { path: { alert_id: id } },
          headers: { "idempotency-key": key },
          body: { version },
        }),
      ),
  });
}
