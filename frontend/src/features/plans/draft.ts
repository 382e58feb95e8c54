import type { Action, ActionStatus, ExitState, Plan } from "@/api/admin";
import type { Written } from "@/api/records";
import { freshId } from "@/lib/order";

export type PlanDraft = Written<Plan>;

/** What is written of a plan; a new one has one action to fill in. */
export function draftOf(plan: Plan | null): PlanDraft {
  if (plan) {
    const { id: _, version: __, ...draft } = plan;
    return draft;
  }
  return {
    name: "",
    description: "",
    actions: [newAction([])],
    exit_states: [],
    rules: [],
    campaigns: [],
    sources: [],
    archived: false,
  };
}

export function newAction(actions: readonly Action[]): Action {
  return {
    id: freshId("a", actions),
    name: "",
    description: "",
    closes_plan: "no",
    comment: "allowed",
    statuses: [newStatus([])],
  };
}

export function newStatus(statuses: readonly ActionStatus[]): ActionStatus {
  return { id: freshId("s", statuses), label: "", closes_action: true, again_in: null };
}

export function newExit(exits: readonly ExitState[]): ExitState {
  return { id: freshId("e", exits), label: "", closes_alert: false, reason: null };
}

/** What keeps a plan from ever being followed to its end. */
export type Gap = "noName" | "noActions" | "unnamedAction" | "noStatus" | "noExit" | "noReason" | "noEnd";

/** What is missing of a plan, in the order of the page. */
export function gapsOf({ name, actions, exit_states }: PlanDraft): Gap[] {
  const blank = (text: string) => text.trim() === "";
  const gaps: [Gap, boolean][] = [
    ["noName", blank(name)],
    ["noActions", actions.length === 0],
    ["unnamedAction", actions.some((action) => blank(action.name))],
    [
      "noStatus",
      actions.some(({ statuses }) => statuses.length === 0 || statuses.some((s) => blank(s.label))),
    ],
    ["noEnd", actions.length > 0 && actions.every(({ closes_plan }) => closes_plan === "no")],
    [
      "noExit",
      actions.some(({ closes_plan }) => closes_plan !== "no") &&
        (exit_states.length === 0 || exit_states.some((exit) => blank(exit.label))),
    ],
    ["noReason", exit_states.some((exit) => exit.closes_alert && exit.reason === null)],
  ];
  return gaps.filter(([, missing]) => missing).map(([gap]) => gap);
}

/** Gaps one may not save with; the other is advice: such a plan is closed with its case. */
export const isBlocking = (gap: Gap) => gap !== "noEnd";
