import { describe, expect, it } from "vitest";
import { changedIn, halfNamed, partOf, parts } from "./parts";

describe("the parts of the settings", () => {
  it("no field is written by two pages", () => {
    const all = Object.values(parts).flat();
    expect(all).toEqual([...new Set(all)]);
  });

  it("only what was changed is sent, whole", () => {
    const before = { loyalty: ["Or"], p1_warning: 0.2 };
    expect(changedIn({ ...before }, before)).toEqual({});
    expect(changedIn({ ...before, loyalty: ["Platine", "Or"] }, before)).toEqual({
      loyalty: ["Platine", "Or"],
    });
  });

  it("a page takes its own fields", () => {
    const settings = { panel: [], contact: {}, view: "six" } as unknown as Parameters<typeof partOf>[1];
    expect(Object.keys(partOf("customer", settings))).toEqual(["panel", "contact"]);
  });

  it.each([
    [{}, false],
    [{ new: { fr: "À faire", en: "To do" } }, false],
    [{ new: { fr: "À faire", en: " " } }, true],
  ])("a name in one language only is not whole: %j", (labels, half) => {
    expect(halfNamed(labels)).toBe(half);
  });
});
