import { describe, expect, it } from "vitest";
import type { Span } from "@/api/admin";
import { copiedToOpen, faultsOf, inWeeks, isWell, readUntil, shownUntil, withSpan } from "./week";

describe("the spans of a day", () => {
  it.each<[string, Span[], (string | null)[]]>([
    [
      "a usual day",
      [
        ["09:00", "12:00"],
        ["14:00", "18:00"],
      ],
      [null, null],
    ],
    [
      "touching spans",
      [
        ["09:00", "12:00"],
        ["12:00", "18:00"],
      ],
      [null, null],
    ],
    ["until midnight", [["18:00", "24:00"]], [null]],
    ["backwards", [["18:00", "09:00"]], ["backwards"]],
    ["of no length", [["09:00", "09:00"]], ["backwards"]],
    ["not filled in", [["", "18:00"]], ["blank"]],
    [
      "one inside the other",
      [
        ["09:00", "18:00"],
        ["12:00", "14:00"],
      ],
      [null, "overlap"],
    ],
  ])("%s", (_, spans, faults) => {
    expect(faultsOf(spans)).toEqual(faults);
  });

  it("a calendar with one bad special day is not kept", () => {
    expect(isWell({ week: [[]], special: { "2026-12-24": [["18:00", "09:00"]] } })).toBe(false);
    expect(isWell({ week: [[["09:00", "18:00"]]], special: {} })).toBe(true);
  });

  it("midnight at the end is 24:00 in a calendar and 00:00 in an input", () => {
    expect(shownUntil("24:00")).toBe("00:00");
    expect(readUntil("00:00")).toBe("24:00");
    expect(readUntil("18:00")).toBe("18:00");
  });

  it("a further span never overlaps", () => {
    expect(withSpan([["09:00", "12:00"]])).toEqual([
      ["09:00", "12:00"],
      ["14:00", "18:00"],
    ]);
    expect(withSpan([["09:00", "20:00"]]).at(-1)).toEqual(["", ""]);
  });

  it("copied hours leave closed days closed", () => {
    const day: Span[] = [["10:00", "19:00"]];
    expect(copiedToOpen([day, [["09:00", "18:00"]], []], 0)).toEqual([day, day, []]);
  });
});

describe("the preview in weeks", () => {
  it("begins on Monday and fills its last row", () => {
    // 24 November 2026 is a Tuesday.
    const days = ["2026-11-24", "2026-11-25"].map((date) => ({ date, open: [], holiday: null }));
    const [week, ...rest] = inWeeks(days);
    expect(rest).toEqual([]);
    expect(week?.map((day) => day?.date ?? null)).toEqual([
      null,
      "2026-11-24",
      "2026-11-25",
      null,
      null,
      null,
      null,
    ]);
    expect(inWeeks([])).toEqual([]);
  });
});
