import { body } from "@/api/client";
import { useApi } from "@/api/context";
import type { Alert } from "@/api/types";
import { useCommand } from "./useCommand";

/** Opens a closed case again: what undoing a closing does. */
export function useReopenCase(onDone?: (alert: Alert) => void) {
  const api = useApi();
  return useCommand<void>({
    action: "reopen",
    send: ({ id, version }, _, key) =>
      body(
        api.POST("/v1/alerts/{alert_id}/reopen", {
          params: { path: { alert_id: id } },
          headers: { "idempotency-key": key },
          body: { version },
        }),
      ),
    onDone: (alert) => onDone?.(alert),
  });
}
