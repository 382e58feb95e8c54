import { expect, it } from "vitest";
import { freshId, moved, replaced } from "@/lib/order";
import { largestUnit } from "./units";

it.each([
  [0, "hours"],
  [600, "minutes"],
  [5400, "minutes"],
  [7200, "hours"],
  [172_800, "hours"],
  // People say 72 h, and 10 days.
  [259_200, "hours"],
  [864_000, "days"],
] as const)("%i seconds are said in %s", (seconds, unit) => {
  expect(largestUnit(seconds)).toBe(unit);
});

it("a part moves within its list, and nowhere outside it", () => {
  expect(moved(["a", "b", "c"], 2, 0)).toEqual(["c", "a", "b"]);
  expect(moved(["a", "b"], 0, 2)).toEqual(["a", "b"]);
  expect(replaced([{ n: 1 }, { n: 2 }], 1, { n: 3 })).toEqual([{ n: 1 }, { n: 3 }]);
  expect(freshId("a", [{ id: "a2" }])).toBe("a3");
});
