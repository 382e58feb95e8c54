import { describe, expect, it } from "vitest";
import { choicesOf, columnsOf, scaleOf, withRole } from "./columns";
import { reportOf } from "./types";

const report = reportOf({
  result: {
    mode: "dry_run",
    rows: 3,
    columns: { score: { path: "Note", min: 1, max: 5, kind: "rating" }, comment: "Avis", later: "X" },
    headers: ["Note", "Avis", "X"],
    preview: "not a list",
  },
} as unknown as Parameters<typeof reportOf>[0]);

describe("the columns of a file", () => {
  it("are read from the report, without roles of later versions", () => {
    expect(report && choicesOf(report)).toEqual({ Note: "score", Avis: "comment" });
    expect(report && scaleOf(report)).toEqual({ min: 1, max: 5, kind: "rating" });
    expect(report?.preview).toEqual([]);
  });

  it("give up a role that another takes", () => {
    const choices = withRole({ Note: "score", Avis: "comment" }, "Avis", "score");
    expect(choices).toEqual({ Avis: "score" });
    expect(columnsOf(withRole(choices, "Note", "motive"))).toEqual({ score: "Avis", motive: "Note" });
    expect(withRole(choices, "Avis", null)).toEqual({});
  });

  it("have no report before the first try", () => {
    expect(reportOf(undefined)).toBeNull();
  });
});
