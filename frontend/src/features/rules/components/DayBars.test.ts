import { describe, expect, it } from "vitest";
import { impactOf } from "@/test/fake/rules";
import { volumeOf } from "../volume";
import { barsOf } from "./DayBars";

describe("barsOf", () => {
  it("draws a bar for every day, also for those that the answer leaves out", () => {
    const bars = barsOf([
      { day: "2026-10-24", count: 1 },
      { day: "2026-10-27", count: 2 },
    ]);
    expect(bars.map(({ count }) => count)).toEqual([1, 0, 0, 2]);
    expect(bars[1]?.day).toBe("2026-10-25");
  });

  it("draws weeks of a long time, and loses none", () => {
    const { per_day, fired } = impactOf(365);
    const bars = barsOf(per_day);
    expect(bars).toHaveLength(53);
    expect(bars.reduce((sum, { count }) => sum + count, 0)).toBe(fired);
  });

  it("draws nothing of nothing", () => {
    expect(barsOf([])).toEqual([]);
  });
});

describe("volumeOf", () => {
  const finding = (params: Record<string, unknown>, code: "ok_volume" | "too_broad" = "too_broad") => ({
    code,
    severity: "fine" as const,
    rule_id: "r",
    label: "R",
    params,
  });

  it.each([
    [[finding({ fired: 60, days: 30 })], 60],
    [[finding({ fired: 60, days: 15 })], 120],
    [[finding({ fired: 0, days: 30 })], 0],
    [[finding({ per_day: 1.1 }, "ok_volume")], 33],
    [[finding({})], null],
    [[], null],
  ])("case %#", (findings, expected) => {
    expect(volumeOf(findings)).toBe(expected);
  });
});
