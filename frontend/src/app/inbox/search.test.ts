import { describe, expect, it } from "vitest";
import { listParams } from "@/api/filters";
import { queryOf, readSearch } from "./search";

describe("readSearch", () => {
  it.each([
    ["keeps what it knows", { place: "p-1", priority: "P1", urgent: true, q: "carte", in: "all" }],
    ["says nothing of nothing", {}],
  ])("%s", (_, search) => {
    expect(readSearch(search)).toEqual(search);
  });

  it("leaves out what the address cannot mean", () => {
    expect(readSearch({ priority: "P9", status: 3, urgent: "yes", q: "a", in: "here", other: "x" })).toEqual(
      {},
    );
  });

  it("takes digits as words: the address reads them as numbers", () => {
    expect(readSearch({ q: 612345, place: 75 })).toEqual({ q: "612345", place: "75" });
  });
});

describe("queryOf", () => {
  it("searches the section, or everywhere when asked", () => {
    expect(queryOf("alerts", { q: "carte" }).section).toBe("alerts");
    expect(queryOf("alerts", { q: "carte", in: "all" }).section).toBe("all");
  });

  it.each(["A-2B3C4D", "a-2b3c4d", "aabcdefghijklmnopqrstuvwx"])(
    "the case number %s is looked for everywhere",
    (q) => {
      const query = queryOf("messages", { q, priority: "P1" });
      expect(listParams(query)).toEqual({ section: undefined, urgent: undefined, q });
    },
  );

  it("filters without a search stay in their section", () => {
    expect(listParams(queryOf("late", { owner: "me", urgent: true, in: "all" }))).toEqual({
      section: "late",
      owner: "me",
      urgent: "true",
      q: undefined,
    });
  });
});
