import { describe, expect, it } from "vitest";
import type { ListQuery } from "@/api/filters";
import { inDueOrder, isGrouped, shortPages } from "./lines";

describe("shortPages", () => {
  it.each<[sizes: number[], short: number, why: string]>([
    [[], 0, "nothing loaded"],
    [[25], 0, "a full page"],
    [[25, 3, 0, 2], 3, "three short ones at the end"],
    [[3, 25], 0, "a full one after a short one"],
    [[0, 0], 2, "none found yet"],
  ])("%j: %i, %s", (sizes, short) => {
    expect(shortPages(sizes, 25)).toBe(short);
  });
});

describe("the order of a list", () => {
  const of = (section: ListQuery["section"], q?: string): ListQuery => ({ section, filters: {}, q });
  it("is by deadline where work waits, with headings unless each row has its own time", () => {
    expect([inDueOrder(of("late")), isGrouped(of("late"))]).toEqual([true, true]);
    expect([inDueOrder(of("on_hold")), isGrouped(of("on_hold"))]).toEqual([true, false]);
    expect([inDueOrder(of("done")), inDueOrder(of("spam")), inDueOrder(of("inbox", "carte"))]).toEqual([
      false,
      false,
      false,
    ]);
  });
});
