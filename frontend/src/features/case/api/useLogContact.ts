import type { ContactChannel, ContactOutcome } from "@/api/types";
import { useCommand } from "./useCommand";

export interface ContactArgs {
  channel: ContactChannel;
  outcome: ContactOutcome;
  note: string;
  /** When it took place; now when absent. */
  contacted_at: string | null;
}

/** Logs a call, or another contact with the customer. */
export function useLogContact(onDone?: () => void) {
  return useCommand<ContactArgs>({
    action: "contact",
    body: ({ channel, outcome, note, contacted_at }) => ({
      channel,
      outcome,
      note: note || null,
      ...(contacted_at && { contacted_at }),
    }),
    inPlace: true,
    onDone,
  });
}
