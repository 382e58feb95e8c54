import { describe, expect, it } from "vitest";
import { fields } from "@/test/fake/rules";
import { newGroup, newLine } from "./tree";
import { blankLine, editorOf, fieldOf, isComplete, isWhole, withField, withOperator } from "./values";

describe("editorOf", () => {
  it.each([
    ["score", "<", "number"],
    ["score", "between", "numbers"],
    ["score", "in", "texts"],
    ["score", "null", "none"],
    ["score.class", "=", "choice"],
    ["score.class", "in", "choices"],
    ["comment", "mentions", "mentions"],
    ["comment", "matches", "text"],
    ["contact_requested", "=", "flag"],
    ["place", "within", "places"],
    ["channel", "in", "texts"],
    ["submitted_at", ">=", "date"],
    ["submitted_at", "between", "dates"],
    ["submitted_at.weekday", "in", "choices"],
    ["answer.anything", "contains", "text"],
    ["gone", "=", "text"],
  ])("%s %s is written as %s", (name, operator, expected) => {
    expect(editorOf(fieldOf(name, fields), operator)).toBe(expected);
  });
});

describe("a change of operator or field", () => {
  it.each([
    ["score", "<", 5, ">=", 5],
    ["score", "<", 5, "between", [null, 5]],
    ["score", "between", [2, 5], "<", 5],
    ["score.class", "=", "low", "in", ["low"]],
    ["score.class", "in", ["low", "high"], "=", "low"],
    ["score", "<", 5, "null", null],
  ])("%s %s %j becomes %s %j", (field, operator, value, next, expected) => {
    const line = withOperator(newLine(field, operator, value), next, fields);
    expect([line.operator, line.value]).toEqual([next, expected]);
  });

  it("takes the usual operator of the field and forgets a value that does not fit", () => {
    expect(withField(newLine("score", "<", 5), "comment", fields)).toMatchObject({
      field: "comment",
      operator: "mentions",
      value: { words: [] },
    });
    expect(withField(newLine("score", ">", 5), "score.percent", fields)).toMatchObject({ operator: ">" });
    expect(blankLine(fields)).toMatchObject({ field: "comment", operator: "mentions" });
    expect(blankLine([])).toMatchObject({ field: "" });
  });
});

describe("isComplete", () => {
  it.each([
    ["score", "<", null, false],
    ["score", "<", 0, true],
    ["score", "between", [1, null], false],
    ["score", "between", [1, 2], true],
    ["comment", "mentions", { words: [], lists: [] }, false],
    ["comment", "mentions", { words: [], lists: ["kl"] }, true],
    ["comment", "null", null, true],
    ["contact_requested", "=", false, true],
    ["place", "within", [], false],
    ["channel", "=", "", false],
    ["answer.", "=", "x", false],
    ["answer.accueil", "=", "x", true],
    ["", "=", "x", false],
  ])("%s %s %j: %s", (field, operator, value, expected) => {
    expect(isComplete(newLine(field, operator, value), fields)).toBe(expected);
  });

  it("holds for criteria when it holds for every condition of them", () => {
    const good = newLine("score", "<", 5);
    expect(isWhole(newGroup(good, newGroup(good)), fields)).toBe(true);
    expect(isWhole(newGroup(good, newGroup(newLine("score", "<", null))), fields)).toBe(false);
    expect(isWhole(newGroup(), fields)).toBe(false);
  });
});
