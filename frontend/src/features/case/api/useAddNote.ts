import { body } from "@/api/client";
import { useApi } from "@/api/context";
import { useCommand } from "./useCommand";

/** Adds an internal note. */
export function useAddNote(onDone?: () => void) {
  const api = useApi();
  return useCommand<{ text: string }>({
    action: "note",
    send: ({ id, version }, { text }, key) =>
      body(
        api.POST("/v1/alerts/{alert_id}/notes", {
          params: { path: { alert_id: id } },
          headers: { "idempotency-key": key },
          body: { version, text },
        }),
      ),
    onDone,
  });
}
