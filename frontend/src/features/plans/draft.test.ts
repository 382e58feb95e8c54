import { describe, expect, it } from "vitest";
import { draftOf, gapsOf, isBlocking, newAction, newStatus, type PlanDraft } from "./draft";

const whole: PlanDraft = {
  ...draftOf(null),
  name: "Incident produit",
  actions: [
    {
      ...newAction([]),
      name: "Appeler",
      closes_plan: "operator",
      statuses: [{ ...newStatus([]), label: "Joint" }],
    },
  ],
  exit_states: [{ id: "e1", label: "Résolu", closes_alert: true, reason: "called" }],
};
const [action] = whole.actions;
if (!action) throw new Error("the plan has an action");

describe("what a plan lacks", () => {
  it.each<[string, Partial<PlanDraft>, string[]]>([
    ["nothing", {}, []],
    ["a name", { name: " " }, ["noName"]],
    ["actions", { actions: [], exit_states: [] }, ["noActions"]],
    ["the name of an action", { actions: [{ ...action, name: "" }] }, ["unnamedAction"]],
    ["a status", { actions: [{ ...action, statuses: [] }] }, ["noStatus"]],
    ["an action that ends it", { actions: [{ ...action, closes_plan: "no" }] }, ["noEnd"]],
    ["an exit state", { exit_states: [] }, ["noExit"]],
    [
      "the reason of an exit state that closes the alert",
      { exit_states: [{ id: "e1", label: "Résolu", closes_alert: true, reason: null }] },
      ["noReason"],
    ],
  ])("%s", (_, part, gaps) => {
    expect(gapsOf({ ...whole, ...part })).toEqual(gaps);
  });

  it("a plan that only the closing of its case ends may be saved", () => {
    expect(isBlocking("noEnd")).toBe(false);
    expect(isBlocking("noExit")).toBe(true);
  });

  it("new parts have names unlike those there are, also after one was removed", () => {
    const two = [newStatus([]), { ...newStatus([]), id: "s3" }];
    expect(newStatus(two).id).toBe("s4");
  });
});
