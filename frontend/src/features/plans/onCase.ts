import type { Reason } from "@/api/admin";
import type { PlanOnCase } from "@/api/treat";
import type { PlanDraft } from "./draft";

/** A plan being written as a new case would follow it; what has no name yet is left out or numbered. */
export function onCase(
  plan: PlanDraft,
  version: number,
  reasons: readonly Reason[],
  language: "fr" | "en",
  unnamed: (number: number) => string,
): PlanOnCase {
  const named = ({ label }: { label: string }) => label.trim() !== "";
  const reasonOf = (id: string | null) => {
    const reason = reasons.find((one) => one.id === id);
    return reason
      ? { id: reason.id, label: reason.label[language], note_required: reason.note_required }
      : null;
  };
  return {
    id: "preview",
    version,
    name: plan.name,
    description: plan.description,
    actions: plan.actions.map((action, index) => ({
      ...action,
      name: action.name.trim() || unnamed(index + 1),
      statuses: action.statuses.filter(named),
      finished: false,
    })),
    exit_states: plan.exit_states
      .filter(named)
      .map(({ id, label, closes_alert, reason }) => ({ id, label, closes_alert, reason: reasonOf(reason) })),
    activities: [],
    exit_state: null,
    closed_at: null,
    may_act: true,
  };
}
