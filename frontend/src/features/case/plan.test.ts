import { describe, expect, it } from "vitest";
import type { PlanAction, PlanOnCase } from "@/api/treat";
import { productPlan } from "@/test/fake/plans";
import {
  type ActDraft,
  actArgs,
  asksToClose,
  closesPlan,
  emptyAct,
  missing,
  nextAction,
  ordered,
  tries,
} from "./plan";

const plan = productPlan();
const action = (id: string) => plan.actions.find((one) => one.id === id) as PlanAction;
const status = (actionId: string, id: string) => action(actionId).statuses.find((one) => one.id === id);
const draft = (part: Partial<ActDraft>): ActDraft => ({ ...emptyAct, ...part });

describe("ending the plan", () => {
  it.each([
    ["the operator says yes", "call", "solved", true, true],
    ["the operator says no", "call", "solved", false, false],
    ["an action that is not over ends nothing", "call", "no_answer", true, false],
    ["imposed, whatever is answered", "quality", "sent", false, true],
    ["never for this action", "write", "sent", true, false],
  ])("%s", (_, actionId, statusId, close, expected) => {
    expect(closesPlan(action(actionId), status(actionId, statusId), close)).toBe(expected);
  });

  it("is asked only where it is the operator's to say, of an action that is over", () => {
    expect(asksToClose(action("call"), status("call", "solved"))).toBe(true);
    expect(asksToClose(action("call"), status("call", "no_answer"))).toBe(false);
    expect(asksToClose(action("quality"), status("quality", "sent"))).toBe(false);
    expect(asksToClose(action("call"), undefined)).toBe(false);
  });
});

describe("what is missing", () => {
  it.each([
    ["a status first", "call", {}, ["status"]],
    ["nothing", "call", { status: "solved" }, []],
    ["a comment where the action asks for one", "quality", { status: "sent", exit: "solved" }, ["comment"]],
    ["an exit state when the plan ends", "call", { status: "solved", close: true }, ["exit"]],
    ["the note of the closing reason", "call", { status: "solved", close: true, exit: "gesture" }, ["note"]],
    ["no note for a reason without", "call", { status: "solved", close: true, exit: "solved" }, []],
    [
      "an exit state left over counts for nothing",
      "call",
      { status: "no_answer", close: true, exit: "gesture" },
      [],
    ],
  ] as [string, string, Partial<ActDraft>, string[]][])("%s", (_, actionId, part, expected) => {
    expect(missing(plan, action(actionId), draft(part))).toEqual(expected);
  });
});

describe("the request", () => {
  it("says nothing about the plan where nobody was asked", () => {
    expect(
      actArgs(plan, action("write"), draft({ status: "sent", comment: " x ", close: true, exit: "gesture" })),
    ).toEqual({
      action: "write",
      status: "sent",
      comment: null,
      closes_plan: null,
      exit_state: null,
      note: null,
    });
  });

  it("carries comment, exit state and note when it ends plan and case", () => {
    const full = draft({
      status: "solved",
      comment: " ok ",
      close: true,
      exit: "gesture",
      note: " bon de 40 € ",
    });
    expect(actArgs(plan, action("call"), full)).toEqual({
      action: "call",
      status: "solved",
      comment: "ok",
      closes_plan: true,
      exit_state: "gesture",
      note: "bon de 40 €",
    });
  });
});

describe("where the plan stands", () => {
  it("actions that are over come first, the others keep their order", () => {
    const { done, open } = ordered(plan);
    expect(done.map(({ id }) => id)).toEqual(["remove"]);
    expect(open.map(({ id }) => id)).toEqual(["call", "write", "quality"]);
  });

  it("counts tries and knows the next one", () => {
    expect(tries(plan, "call")).toMatchObject({ count: 1, again: "2026-11-24T09:00:00Z" });
    expect(tries(plan, "remove")).toMatchObject({ count: 1, again: null });
    expect(tries(plan, "write")).toEqual({ count: 0, again: null, last: null });
  });

  it("a fixed try comes next, else the first that is not over, nothing once closed", () => {
    expect(nextAction(plan)).toMatchObject({ action: { id: "call" }, again: "2026-11-24T09:00:00Z" });
    const fresh: PlanOnCase = { ...plan, activities: [] };
    expect(nextAction(fresh)).toMatchObject({ action: { id: "call" }, again: null });
    expect(nextAction({ ...plan, closed_at: "2026-11-24T08:00:00Z" })).toBeNull();
  });
});
