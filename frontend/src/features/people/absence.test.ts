import { describe, expect, it } from "vitest";
import { asDays, fromDays, stageOf } from "./absence";

const zone = "Europe/Paris";

describe("an absence in days", () => {
  it.each([
    ["one day", "2026-11-24", "2026-11-24", "2026-11-23T23:00:00Z", "2026-11-24T23:00:00Z"],
    [
      "across the change of clocks",
      "2026-10-24",
      "2026-10-25",
      "2026-10-23T22:00:00Z",
      "2026-10-25T23:00:00Z",
    ],
  ])("%s goes there and back", (_, from, to, since, until) => {
    const days = { from, to, replacement: "u-claire" };
    expect(fromDays(days, zone)).toEqual({ since, until, replacement: "u-claire" });
    expect(asDays(fromDays(days, zone), zone)).toEqual(days);
  });

  it("of nobody is blank", () => {
    expect(asDays(null, zone)).toEqual({ from: "", to: "", replacement: null });
  });

  it.each([
    ["2026-11-23T22:59:00Z", "coming"],
    ["2026-11-23T23:00:00Z", "now"],
    ["2026-11-24T23:00:00Z", "none"],
  ])("at %s is %s", (now, stage) => {
    const absence = fromDays({ from: "2026-11-24", to: "2026-11-24", replacement: null }, zone);
    expect(stageOf(absence, Date.parse(now))).toBe(stage);
  });
});
