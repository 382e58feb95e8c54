import type { Alert, Person, TimelineItem } from "@/api/types";
import { type Kept, mayNow } from "./make";

type Data = TimelineItem["data"];

/** What an event makes of a case, as the real API does: called after version and history have moved. */
export function applyTreating(
  { alert }: Kept,
  type: TimelineItem["type"],
  by: Person | null,
  data: Data,
  at: string,
): void {
  const to = (data.to ?? null) as Person | null;
  const owned = () => Object.assign(alert, { status: alert.status === "new" ? "assigned" : alert.status });
  switch (type) {
    case "assigned":
      Object.assign(alert, { owner: to, assigned_at: alert.assigned_at ?? at });
      owned();
      break;
    case "unassigned":
      alert.owner = null;
      break;
    case "transferred":
      Object.assign(alert, { owner: to, assigned_at: alert.assigned_at ?? at });
      if (data.outside && to && by) alert.shared_with.push({ person: to, how: "transferred", at, by });
      owned();
      break;
    case "shared":
      for (const person of (data.with ?? []) as Person[]) {
        if (by) alert.shared_with.push({ person, how: "shared", at, by });
      }
      break;
    case "delegated":
      if (by) alert.delegated = { address: String(data.address), by, at };
      break;
    case "held":
      if (by) {
        const until = (data.until ?? null) as string | null;
        alert.hold = {
          until,
          or_reply: Boolean(data.or_reply),
          by,
          at,
          note: (data.note ?? null) as string | null,
        };
        alert.clocks.hold = until;
      }
      break;
    case "resumed":
      alert.hold = null;
      alert.clocks.hold = null;
      break;
    case "spammed":
      if (by) Object.assign(alert, { status: "spam", spam: { by, at } });
      break;
    case "unspammed":
      Object.assign(alert, { status: alert.owner ? "assigned" : "new", spam: null });
      break;
    case "contacted":
      if (data.outcome === "refused") alert.contact_refused = true;
      if (data.contacted_at) data.backdated = true;
      break;
    case "closed":
      alert.hold = null;
      break;
  }
  // Anybody's action but a note tells that the case is looked after again.
  if (by && type !== "noted") alert.returned = false;
  alert.may = mayNow(alert);
}

/** What an action of the plan leaves behind; answers the code of a refusal, or null. */
export function actOn(alert: Alert, body: Record<string, unknown>, by: Person, at: string): string | null {
  const { plan } = alert;
  const action = plan?.actions.find(({ id }) => id === body.action);
  const status = action?.statuses.find(({ id }) => id === body.status);
  if (!plan || !action || !status) return "invalid";
  if (action.finished) return "action_finished";
  if (action.comment === "required" && !body.comment) return "comment_required";
  const over = status.closes_action;
  const closes =
    over &&
    (action.closes_plan === "imposed" || (action.closes_plan === "operator" && body.closes_plan === true));
  const exit = plan.exit_states.find(({ id }) => id === body.exit_state);
  if (closes && !exit) return "exit_state_required";
  if (exit?.reason?.note_required && !body.note) return "note_required";
  plan.activities.push({
    action: { id: action.id, name: action.name },
    status: { id: status.id, label: status.label },
    by,
    at,
    comment: (body.comment ?? null) as string | null,
    again_at:
      over || !status.again_in ? null : new Date(Date.parse(at) + status.again_in * 1000).toISOString(),
    closes_action: over,
  });
  action.finished = over;
  if (closes && exit) Object.assign(plan, { exit_state: exit.id, closed_at: at, may_act: false });
  return null;
}
