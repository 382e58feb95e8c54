import { describe, expect, it } from "vitest";
import { chosen, numbersOf, sameMapping, treeOf, withPath, withRequired } from "./mapping";
import type { Mapping, Preview } from "./types";

const empty: Mapping = { required: [] };
const cell = (path: string) => ({ path, label: path, value: 1 });

describe("a mapping", () => {
  it.each([
    [null, "auto"],
    ["", "none"],
    ["answers.q", { path: "answers.q" }],
  ])("reads %j as %j", (path, read) => {
    expect(chosen(withPath(empty, "comment", path), "comment")).toEqual(read);
    expect(chosen(withPath(empty, "score", path), "score")).toEqual(read);
  });

  it("keeps the scale of the score when its path changes", () => {
    const five = { ...empty, score: { path: "a", min: 1, max: 5, kind: "rating" as const } };
    expect(withPath(five, "score", "b").score).toEqual({ path: "b", min: 1, max: 5, kind: "rating" });
  });

  it("is the same whatever is left out and in which order roles are required", () => {
    const one = withRequired(withRequired(empty, "place", true), "score", true);
    const other = withRequired(withRequired({ ...empty, comment: null }, "score", true), "place", true);
    expect(sameMapping(one, other)).toBe(true);
    expect(sameMapping(one, withRequired(other, "place", false))).toBe(false);
    expect(sameMapping(empty, withPath(empty, "comment", ""))).toBe(false);
  });

  it("numbers the paths that are found, once each", () => {
    const role = { value: 1, share: 1, warn: false };
    const preview = {
      roles: [
        { ...role, role: "score", path: "a", found: true },
        { ...role, role: "comment", path: "b", found: false },
        { ...role, role: "place", path: "a", found: true },
      ],
    } as unknown as Preview;
    expect([...numbersOf(["score", "comment", "place"], preview)]).toEqual([["a", 1]]);
  });
});

describe("the tree of a delivery", () => {
  it("puts cells under what their paths share", () => {
    const [date, answers] = treeOf([cell("date"), cell("answers.nps"), cell("answers.more.why")]);
    expect(date).toMatchObject({ name: "date", inside: [] });
    expect(answers?.inside.map(({ path }) => path)).toEqual(["answers.nps", "answers.more"]);
  });

  it("keeps a cell that others stand under", () => {
    const [a] = treeOf([cell("a"), cell("a.b")]);
    expect(a?.cell?.path).toBe("a");
    expect(a?.inside[0]?.cell?.path).toBe("a.b");
  });
});
