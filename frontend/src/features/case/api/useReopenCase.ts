import type { Alert } from "@/api/types";
import { useCommand } from "./useCommand";

/** Opens a closed case again, with the reason given: also what undoing a closing does. */
export function useReopenCase(onDone?: (alert: Alert) => void) {
  return useCommand<{ reason: string } | undefined>({
    action: "reopen",
    body: (args) => (args?.reason ? { reason: args.reason } : {}),
    onDone: (alert) => onDone?.(alert),
  });
}
