import { body } from "@/api/client";
import { useApi } from "@/api/context";
import type { ContactChannel, ContactOutcome } from "@/api/types";
import { useCommand } from "./useCommand";

export interface ContactArgs {
  channel: ContactChannel;
  outcome: ContactOutcome;
  note: string;
}

/** Logs a call, or another contact with the customer, as of now. */
export function useLogContact(onDone?: () => void) {
  const api = useApi();
  return useCommand<ContactArgs>({
    action: "contact",
    send: ({ id, version }, { channel, outcome, note }, key) =>
      body(
        api.POST("/v1/alerts/{alert_id}/contact", {
          params: { path: { alert_id: id } },
          headers: { "idempotency-key": key },
          body: { version, channel, outcome, note: note || null },
        }),
      ),
    onDone,
  });
}
