import { describe, expect, it } from "vitest";
import { all, nothing, picked, ranged, toggled } from "./selection";

const rows = ["a", "b", "c", "d", "e"];
const list = rows.map((id) => ({ id }));
const names = (selection: Parameters<typeof picked>[0]) => picked(selection, list).map(({ id }) => id);

describe("picking rows", () => {
  it("adds and leaves out", () => {
    const one = toggled(nothing, "b", rows);
    expect([names(one), one.anchor, one.picking]).toEqual([["b"], "b", true]);
    expect(names(toggled(one, "b", rows))).toEqual([]);
  });

  it("takes a range in both directions, and keeps what was picked before", () => {
    const one = toggled(toggled(nothing, "a", rows), "d", rows);
    expect(names(ranged(one, "b", rows))).toEqual(["a", "b", "c", "d"]);
    expect(names(ranged(one, "e", rows))).toEqual(["a", "d", "e"]);
  });

  it("a range without a beginning is one row, also when the beginning has left the list", () => {
    expect(names(ranged(nothing, "c", rows))).toEqual(["c"]);
    expect(names(ranged({ ...nothing, anchor: "gone" }, "c", rows))).toEqual(["c"]);
  });

  it("leaving one out of the whole filter leaves the other loaded rows", () => {
    const whole = { ...all(nothing, rows), whole: { count: 1234, more: false } };
    const less = toggled(whole, "c", rows);
    expect([names(less), less.whole]).toEqual([["a", "b", "d", "e"], null]);
  });

  it("forgets rows that have left the list", () => {
    expect(picked(all(nothing, rows), list.slice(1, 3)).map(({ id }) => id)).toEqual(["b", "c"]);
  });
});
