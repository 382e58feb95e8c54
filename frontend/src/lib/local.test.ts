import { describe, expect, it } from "vitest";
import { addDays, fromLocal, toLocal, weekdayOf } from "./local";

const at = (iso: string) => Date.parse(iso);

describe("local times", () => {
  it.each([
    ["winter", "2026-11-24T08:12:00Z", "Europe/Paris", "2026-11-24T09:12"],
    ["summer", "2026-07-01T22:30:00Z", "Europe/Paris", "2026-07-02T00:30"],
    ["midnight is 00, not 24", "2026-11-23T23:00:00Z", "Europe/Paris", "2026-11-24T00:00"],
    ["a quarter zone", "2026-11-24T08:12:00Z", "Asia/Kathmandu", "2026-11-24T13:57"],
  ])("%s", (_, moment, zone, local) => {
    expect(toLocal(at(moment), zone)).toBe(local);
    expect(fromLocal(local, zone)).toEqual([at(moment)]);
  });

  it("the hour left out in spring has no moment", () => {
    expect(fromLocal("2027-03-28T02:30", "Europe/Paris")).toEqual([]);
  });

  it("the hour that comes twice in autumn has two", () => {
    expect(fromLocal("2026-10-25T02:30", "Europe/Paris")).toEqual([
      at("2026-10-25T00:30:00Z"),
      at("2026-10-25T01:30:00Z"),
    ]);
  });

  it("what is no date has none", () => {
    expect(fromLocal("", "Europe/Paris")).toEqual([]);
  });

  it("days are counted on the calendar", () => {
    expect(addDays("2028-02-28", 1)).toBe("2028-02-29");
    expect(addDays("2026-12-31", 7)).toBe("2027-01-07");
    expect([weekdayOf("2026-11-23"), weekdayOf("2026-11-29")]).toEqual([1, 7]);
  });
});
