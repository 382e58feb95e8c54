import { describe, expect, it } from "vitest";
import { dayAfter, dayOf, startOfDay } from "./days";

describe("the beginning of a day in a zone", () => {
  it.each([
    ["2026-12-15", "Europe/Paris", "2026-12-14T23:00:00Z"],
    ["2026-07-01", "Europe/Paris", "2026-06-30T22:00:00Z"],
    // The days on which the clocks change begin on the old time.
    ["2026-03-29", "Europe/Paris", "2026-03-28T23:00:00Z"],
    ["2026-10-25", "Europe/Paris", "2026-10-24T22:00:00Z"],
    ["2026-07-01", "America/New_York", "2026-07-01T04:00:00Z"],
    ["2026-07-01", "Asia/Kathmandu", "2026-06-30T18:15:00Z"],
    ["2026-07-01", "UTC", "2026-07-01T00:00:00Z"],
  ])("%s in %s is %s, and back", (day, zone, expected) => {
    expect(startOfDay(day, zone)).toBe(expected);
    expect(dayOf(expected, zone)).toBe(day);
  });
});

describe("the day after", () => {
  it.each([
    ["2026-12-31", 1, "2027-01-01"],
    ["2028-02-28", 1, "2028-02-29"],
    ["2026-03-29", 1, "2026-03-30"],
    ["2026-03-01", -1, "2026-02-28"],
  ])("%s and %i days is %s", (day, days, expected) => {
    expect(dayAfter(day, days)).toBe(expected);
  });
});
