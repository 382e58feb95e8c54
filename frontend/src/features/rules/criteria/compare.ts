import type { RuleBody } from "../types";
import { type Criteria, opened, written } from "./tree";

export const comparedParts = [
  "label",
  "criteria",
  "priority",
  "kind",
  "expires_in",
  "notify",
  "status",
  "paused_until",
  "owners",
  "assign",
] as const;

export type RulePart = (typeof comparedParts)[number];

/** A rule part as text, so that two can be compared; criteria without the ids of the editor. */
function textOf(rule: RuleBody, part: RulePart): string {
  return JSON.stringify(part === "criteria" ? written(opened(rule.criteria)) : rule[part]);
}

/** The parts in which two states of a rule differ. */
export function changedParts(before: RuleBody, after: RuleBody): RulePart[] {
  return comparedParts.filter((part) => textOf(before, part) !== textOf(after, part));
}

/** A rule as JSON in a fixed order: equal texts are equal rules. */
export function ruleText(rule: Omit<RuleBody, "criteria"> & { criteria: Criteria }): string {
  const { label, kind, priority, expires_in, notify, status, paused_until, owners, assign, criteria } = rule;
  return JSON.stringify({
    label: label.trim(),
    kind,
    priority,
    expires_in,
    notify,
    status,
    paused_until: status === "paused" ? paused_until : null,
    owners,
    assign,
    criteria: written(criteria),
  });
}

/** The rule that a new one starts from. */
export function blankRule(criteria: Criteria): RuleBody {
  return {
    label: "",
    kind: "alert",
    priority: "P2",
    expires_in: 3 * 24 * 3600,
    notify: true,
    status: "draft",
    paused_until: null,
    owners: {},
    assign: "owner",
    criteria,
  };
}
