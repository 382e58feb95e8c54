import { describe, expect, it } from "vitest";
import { Problem } from "@/api/problem";
import { neighboursOf, presetTime, presetTimes } from "./hold";

const zone = "Europe/Paris";
const at = (iso: string) => Date.parse(iso);

describe("presets of a hold", () => {
  it.each([
    ["on a Tuesday", "2026-11-24T08:12:00Z", "2026-11-25T09:00", "2026-11-30T09:00", "2026-12-01T09:00"],
    [
      "on a Monday the next one is meant",
      "2026-11-23T08:00:00Z",
      "2026-11-24T09:00",
      "2026-11-30T09:00",
      "2026-11-30T09:00",
    ],
    [
      "late in the evening the local day counts",
      "2026-11-24T23:30:00Z",
      "2026-11-26T09:00",
      "2026-11-30T09:00",
      "2026-12-02T09:00",
    ],
    [
      "over the change of clocks it stays 9",
      "2026-10-24T10:00:00Z",
      "2026-10-25T09:00",
      "2026-10-26T09:00",
      "2026-10-31T09:00",
    ],
  ])("%s", (_, now, tomorrow, monday, week) => {
    expect(presetTime("tomorrow", at(now), zone)).toBe(tomorrow);
    expect(presetTime("monday", at(now), zone)).toBe(monday);
    expect(presetTime("week", at(now), zone)).toBe(week);
  });

  it("two that are the same moment are one", () => {
    expect(presetTimes(at("2026-11-29T10:00:00Z"), zone).map(({ preset }) => preset)).toEqual([
      "tomorrow",
      "week",
    ]);
    expect(presetTimes(at("2026-11-23T08:00:00Z"), zone).map(({ preset }) => preset)).toEqual([
      "tomorrow",
      "monday",
    ]);
  });
});

describe("neighboursOf", () => {
  const neighbours = ["2027-03-28T00:59:00Z", "2027-03-28T01:00:00Z"];
  it("are offered for a time that does not exist, wherever the code stands", () => {
    const fault = { path: "$.until", code: "nonexistent_local_time", message: "" };
    expect(neighboursOf(new Problem({ status: 422, code: "nonexistent_local_time", neighbours }))).toEqual(
      neighbours,
    );
    expect(
      neighboursOf(new Problem({ status: 422, code: "invalid_body", errors: [fault], neighbours })),
    ).toEqual(neighbours);
  });
  it("are nothing for other refusals", () => {
    expect(neighboursOf(null)).toEqual([]);
    expect(neighboursOf(new Problem({ status: 422, code: "out_of_range" }))).toEqual([]);
  });
});
