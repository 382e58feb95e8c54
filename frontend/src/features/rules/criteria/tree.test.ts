import { describe, expect, it } from "vitest";
import {
  addTo,
  at,
  type Criteria,
  lines,
  modeOf,
  newGroup,
  newLine,
  opened,
  removeAt,
  setMode,
  shift,
  wrapAt,
  written,
} from "./tree";

const stored = {
  combinator: "and",
  rules: [
    { field: "score", operator: "<", value: 5 },
    {
      combinator: "or",
      not: true,
      rules: [
        { field: "comment", operator: "mentions", value: ["verre"] },
        { field: "channel", operator: "null", value: null },
      ],
    },
    { field: "place", operator: "within", value: ["p-net"] },
  ],
};

const names = (criteria: Criteria) =>
  lines(criteria).map(({ line, path }) => `${path.join(".")} ${line.field}`);

describe("criteria as a tree", () => {
  it("are written as they were read, without the ids of the editor", () => {
    expect(written(opened(stored))).toEqual(stored);
  });

  it("of an unknown shape open as an empty group", () => {
    expect(written(opened({}))).toEqual({ combinator: "and", rules: [] });
  });

  it("list their conditions with the place where each stands", () => {
    expect(names(opened(stored))).toEqual(["0 score", "1.0 comment", "1.1 channel", "2 place"]);
  });

  it("take another condition or group in", () => {
    const more = addTo(addTo(opened(stored), [1], newLine("tags")), [], newGroup(newLine("motive")));
    expect(names(more)).toEqual([
      "0 score",
      "1.0 comment",
      "1.1 channel",
      "1.2 tags",
      "2 place",
      "3.0 motive",
    ]);
  });

  it("lose a group with its last condition", () => {
    const one = removeAt(opened(stored), [1, 1]);
    expect(names(one)).toEqual(["0 score", "1.0 comment", "2 place"]);
    expect(names(removeAt(one, [1, 0]))).toEqual(["0 score", "1 place"]);
  });

  it.each([
    [[0], "down", ["0.0 comment", "0.1 channel", "1 score", "2 place"]],
    [[2], "up", ["0 score", "1 place", "2.0 comment", "2.1 channel"]],
    [[1, 1], "up", ["0 score", "1.0 channel", "1.1 comment", "2 place"]],
    [[0], "up", ["0 score", "1.0 comment", "1.1 channel", "2 place"]],
    [[2], "down", ["0 score", "1.0 comment", "1.1 channel", "2 place"]],
  ] as const)("move %j %s within their group", (path, by, expected) => {
    expect(names(shift(opened(stored), path, by))).toEqual(expected);
  });

  it("put a condition into a group of its own", () => {
    expect(names(wrapAt(opened(stored), [0]))).toEqual([
      "0.0 score",
      "1.0 comment",
      "1.1 channel",
      "2 place",
    ]);
  });

  it("say how the parts of a group count", () => {
    const criteria = opened(stored);
    const group = (tree: Criteria) => at(tree, [1]) as Criteria;
    expect(modeOf(group(criteria))).toBe("none");
    for (const mode of ["all", "any", "none", "notAll"] as const) {
      expect(modeOf(group(setMode(criteria, [1], mode)))).toBe(mode);
    }
    expect(written(setMode(criteria, [1], "any")).rules[1]).not.toHaveProperty("not");
  });
});
