import { describe, expect, it } from "vitest";
import { seedRules } from "@/test/fake/rules";
import { changedParts, ruleText } from "./compare";
import { opened } from "./tree";

const rule = () => structuredClone(seedRules()[0] as ReturnType<typeof seedRules>[number]);

describe("comparing rules", () => {
  it("sees no change in another reading of the same criteria", () => {
    expect(changedParts(rule(), { ...rule(), criteria: opened(rule().criteria) })).toEqual([]);
  });

  it("names the parts that differ", () => {
    const other = { ...rule(), label: "Autre", notify: false, criteria: { combinator: "or", rules: [] } };
    expect(changedParts(rule(), other)).toEqual(["label", "criteria", "notify"]);
  });

  it("writes one text for equal rules, whatever the order of their members", () => {
    const one = { ...rule(), criteria: opened(rule().criteria) };
    const { label, ...rest } = one;
    expect(ruleText({ ...rest, label: `${label} `, criteria: opened(rule().criteria) })).toBe(ruleText(one));
  });

  it("forgets the end of a pause that is over", () => {
    const one = { ...rule(), criteria: opened(rule().criteria), paused_until: "2026-12-14T23:00:00Z" };
    expect(JSON.parse(ruleText(one)).paused_until).toBeNull();
    expect(JSON.parse(ruleText({ ...one, status: "paused" })).paused_until).toBe("2026-12-14T23:00:00Z");
  });
});
