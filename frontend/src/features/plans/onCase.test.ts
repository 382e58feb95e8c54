import { expect, it } from "vitest";
import { draftOf, newExit, newStatus } from "./draft";
import { onCase } from "./onCase";

it("a plan half written can be tried: unnamed actions are numbered, unnamed outcomes left out", () => {
  const blank = draftOf(null);
  const [action] = blank.actions;
  if (!action) throw new Error("a new plan has an action");
  const named = { ...newStatus([]), id: "s2", label: "Joint" };
  const plan = {
    ...blank,
    actions: [{ ...action, statuses: [...action.statuses, named] }],
    exit_states: [{ ...newExit([]), label: "Résolu", closes_alert: true, reason: "called" }, newExit([])],
  };
  const reason = {
    id: "called",
    label: { fr: "Rappelé", en: "Called" },
    note_required: true,
    archived: false,
    refusal: false,
    version: 1,
  };
  const shown = onCase(plan, 2, [reason], "fr", (number) => `Action ${number}`);
  expect(shown.actions.map(({ name }) => name)).toEqual(["Action 1"]);
  expect(shown.actions[0]?.statuses).toEqual([named]);
  expect(shown.exit_states).toMatchObject([
    { label: "Résolu", reason: { label: "Rappelé", note_required: true } },
  ]);
});
