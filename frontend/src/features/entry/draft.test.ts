import { describe, expect, it } from "vitest";
import { blank, faultsOf, feedbackOf, figuresOf } from "./draft";

const draft = { ...blank, place: "p-lyon" };

describe("an entry", () => {
  it.each([
    ["nothing at all", blank, ["place", "empty"]],
    ["a place alone says nothing", draft, ["empty"]],
    ["a score is enough, 0 too", { ...draft, score: 0 }, []],
    ["a score on no scale is none", { ...draft, score: 4, scale: "none" as const }, ["empty"]],
    ["blanks are no comment", { ...draft, comment: "  " }, ["empty"]],
    ["a callback needs a way to call", { ...draft, callback: true }, ["contact"]],
    ["an address will do", { ...draft, callback: true, email: "a@b.example" }, []],
  ])("%s", (_, given, faults) => {
    expect(faultsOf(given)).toEqual(faults);
  });

  it("is sent with its scale and without what was left out", () => {
    const sent = feedbackOf({ ...draft, scale: "five", score: 2, comment: " Long. ", phone: "06 12" }, "fr");
    expect(sent).toEqual({
      place: "p-lyon",
      channel: "phone",
      score: { value: 2, min: 1, max: 5, kind: "rating" },
      comment: "Long.",
      contact_requested: false,
      language: "fr",
      respondent: { name: null, email: null, phone: "06 12" },
    });
    expect(feedbackOf({ ...draft, score: 3 }, "en")).toMatchObject({ language: null, respondent: null });
  });

  it("has the figures of its scale", () => {
    expect(figuresOf("five")).toEqual([1, 2, 3, 4, 5]);
    expect(figuresOf("nps")).toHaveLength(11);
    expect(figuresOf("none")).toEqual([]);
  });
});
