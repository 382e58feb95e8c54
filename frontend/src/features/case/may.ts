import type { Alert, Command } from "@/api/types";

/** Why a command is not possible now, as the end of a translation key; null when it is. */
export function whyNot(
  alert: Pick<Alert, "may" | "attached_to" | "status" | "hold" | "contact_refused">,
  command: Command,
): "attached" | "spam" | "closed" | "held" | "refused" | "never" | null {
  if (alert.may.includes(command)) return null;
  if (alert.attached_to) return "attached";
  if (alert.status === "spam") return "spam";
  if (alert.status === "closed") return "closed";
  if (command === "hold" && alert.hold) return "held";
  if (command === "contact" && alert.contact_refused) return "refused";
  return "never";
}
