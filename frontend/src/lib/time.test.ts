import { describe, expect, it } from "vitest";
import { ageParts, dayDifference, durationParts, groupOf, isUrgent, timeLeft } from "./time";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe("timeLeft", () => {
  it.each([
    [100, "calm"],
    [25.1, "calm"],
    [24.9, "soon"],
    [10.1, "soon"],
    [9.9, "short"],
    [0.1, "short"],
    [0, "late"],
    [-5, "late"],
  ])("at %d %% left is %s", (percent, level) => {
    expect(timeLeft(0, 100 * HOUR, (100 - percent) * HOUR).level).toBe(level);
  });

  it("tells how late", () => {
    expect(timeLeft(0, HOUR, 3 * HOUR)).toEqual({ level: "late", amount: 2 * HOUR, share: 0 });
  });

  it("does not divide by a delay of nothing, and never shows more than a whole ring", () => {
    expect(timeLeft(10, 10, 5).share).toBe(0);
    expect(timeLeft(10, 20, 0).share).toBe(1);
  });
});

describe("durations", () => {
  it.each([
    [DAY + 4 * HOUR, [1, 4, 0]],
    [5 * HOUR + 40 * MINUTE, [0, 5, 0]],
    [40 * MINUTE, [0, 0, 40]],
    [30_000, [0, 0, 0]],
    [12 * DAY + 5 * HOUR, [12, 0, 0]],
  ])("%d ms", (milliseconds, [days, hours, minutes]) => {
    expect(durationParts(milliseconds)).toEqual({ days, hours, minutes });
  });

  it("an age keeps its largest unit", () => {
    expect(ageParts(DAY + 20 * HOUR)).toEqual({ days: 1, hours: 0, minutes: 0 });
    expect(ageParts(-5)).toEqual({ days: 0, hours: 0, minutes: 0 });
  });
});

describe("groups and urgency", () => {
  it("groups by the due time alone", () => {
    expect([0, 1, 72 * HOUR, 72 * HOUR + 1].map((due) => groupOf(due, 0))).toEqual([
      "late",
      "within72h",
      "within72h",
      "later",
    ]);
  });

  it("is urgent by the expiry alone, while open", () => {
    const row = (status: string, hours: number) => ({
      status,
      expires_at: new Date(hours * HOUR).toISOString(),
    });
    expect(isUrgent(row("new", 71), 0)).toBe(true);
    expect(isUrgent(row("new", 72), 0)).toBe(false);
    expect(isUrgent(row("new", -1), 0)).toBe(false);
    expect(isUrgent(row("closed", 5), 0)).toBe(false);
  });
});

describe("dayDifference", () => {
  it("follows the calendar of the zone, over a change of clocks too", () => {
    const late = Date.parse("2026-10-24T21:30:00Z"); // 23:30 in Paris
    const early = Date.parse("2026-10-25T23:30:00Z"); // 00:30 on the 26th, one hour later in winter time
    expect(dayDifference(late, early, "Europe/Paris")).toBe(2);
    expect(dayDifference(late, early, "UTC")).toBe(1);
  });
});
