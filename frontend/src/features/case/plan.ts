import type { Activity, ExitState, PlanAction, PlanOnCase, PlanStatus } from "@/api/treat";
import type { ActArgs } from "./api/useTreat";

/** What is filled in for the action that is open. */
export interface ActDraft {
  status: string | null;
  comment: string;
  /** The answer where the operator decides whether the plan ends too. */
  close: boolean;
  exit: string | null;
  /** The closing note, where the exit state closes the case for a reason that asks for one. */
  note: string;
}

export const emptyAct: ActDraft = { status: null, comment: "", close: false, exit: null, note: "" };

export type Missing = "status" | "comment" | "exit" | "note";

/** Whether the action ends the plan: only one that is over does, if so written or so decided. */
export function closesPlan(action: PlanAction, status: PlanStatus | undefined, close: boolean): boolean {
  if (!status?.closes_action || action.closes_plan === "no") return false;
  return action.closes_plan === "imposed" || close;
}

/** Whether the operator is asked about ending the plan. */
export function asksToClose(action: PlanAction, status: PlanStatus | undefined): boolean {
  return action.closes_plan === "operator" && status?.closes_action === true;
}

/** The status, the exit state and whether the plan ends, from what is filled in. */
export function chosen(plan: PlanOnCase, action: PlanAction, draft: ActDraft) {
  const status = action.statuses.find(({ id }) => id === draft.status);
  const closes = closesPlan(action, status, draft.close);
  const exit: ExitState | undefined = closes
    ? plan.exit_states.find(({ id }) => id === draft.exit)
    : undefined;
  return { status, closes, exit, noted: exit?.closes_alert ? exit.reason : null };
}

/** What is still to be filled in, in the order of the form. */
export function missing(plan: PlanOnCase, action: PlanAction, draft: ActDraft): Missing[] {
  const { status, closes, exit, noted } = chosen(plan, action, draft);
  const found: Missing[] = [];
  if (!status) found.push("status");
  if (action.comment === "required" && !draft.comment.trim()) found.push("comment");
  if (closes && !exit) found.push("exit");
  if (noted?.note_required && !draft.note.trim()) found.push("note");
  return found;
}

/** The request for what is filled in. */
export function actArgs(plan: PlanOnCase, action: PlanAction, draft: ActDraft): ActArgs {
  const { status, exit, noted } = chosen(plan, action, draft);
  return {
    action: action.id,
    status: draft.status ?? "",
    comment: action.comment === "forbidden" ? null : draft.comment.trim() || null,
    closes_plan: asksToClose(action, status) ? draft.close : null,
    exit_state: exit?.id ?? null,
    note: noted ? draft.note.trim() || null : null,
  };
}

/** The actions that are over come first, in the order they ended; the others keep the order of the plan. */
export function ordered(plan: PlanOnCase): { done: PlanAction[]; open: PlanAction[] } {
  const over = (action: PlanAction) =>
    plan.activities.findIndex((one) => one.action.id === action.id && one.closes_action);
  return {
    done: plan.actions.filter(({ finished }) => finished).toSorted((a, b) => over(a) - over(b)),
    open: plan.actions.filter(({ finished }) => !finished),
  };
}

/** How often an action was tried, and when it is to be tried again. */
export function tries(
  plan: PlanOnCase,
  actionId: string,
): { count: number; again: string | null; last: Activity | null } {
  const own = plan.activities.filter(({ action }) => action.id === actionId);
  const last = own.at(-1) ?? null;
  return { count: own.length, again: last && !last.closes_action ? last.again_at : null, last };
}

/** What comes next: the try that was fixed first, else the first action of the plan that is not over. */
export function nextAction(plan: PlanOnCase): { action: PlanAction; again: string | null } | null {
  if (plan.closed_at) return null;
  const { open } = ordered(plan);
  const fixed = open
    .map((action) => ({ action, again: tries(plan, action.id).again }))
    .filter((one): one is { action: PlanAction; again: string } => one.again !== null)
    .toSorted((a, b) => (a.again < b.again ? -1 : 1));
  if (fixed[0]) return fixed[0];
  return open[0] ? { action: open[0], again: null } : null;
}
