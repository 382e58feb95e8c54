import { describe, expect, it } from "vitest";
import { completed, mentionAt, noteParts, stillNamed } from "./mention";

const claire = { id: "u-claire", name: "Claire Dumas" };
const zoe = { id: "u-zoe", name: "Zoé d’Arc-Roy" };

describe("mentionAt", () => {
  it.each([
    ["at the start", "@cl", { from: 0, typed: "cl" }],
    ["right behind the sign", "Vu. @", { from: 4, typed: "" }],
    ["first and last name", "Vu @Claire Du", { from: 3, typed: "Claire Du" }],
    ["accents and hyphens", "(@Zoé d’Arc-R", { from: 1, typed: "Zoé d’Arc-R" }],
    ["an address is no mention", "a@exemple", null],
    ["three words are a sentence", "@Claire Dumas peux", null],
    ["no sign", "Vu", null],
  ])("%s", (_, text, expected) => {
    expect(mentionAt(text, text.length)).toEqual(expected);
  });

  it("looks in front of the cursor only", () => {
    expect(mentionAt("@cl suite", 3)).toEqual({ from: 0, typed: "cl" });
  });
});

it("completed writes the name out and leaves the cursor behind it", () => {
  const text = "Vu @cl, merci";
  const done = completed(text, { from: 3, typed: "cl" }, "Claire Dumas");
  expect(done.text).toBe("Vu @Claire Dumas , merci");
  expect(done.text.slice(0, done.caret)).toBe("Vu @Claire Dumas ");
});

it("stillNamed drops who was deleted again, and tells nobody twice", () => {
  expect(stillNamed("Vu avec @Claire Dumas", [claire, claire, zoe])).toEqual(["u-claire"]);
});

it("noteParts cuts at the names, the longest first", () => {
  const anne = { id: "a", name: "Claire" };
  expect(noteParts("@Claire Dumas et @Claire.", [anne, claire])).toEqual([
    { text: "@Claire Dumas", mention: true },
    { text: " et ", mention: false },
    { text: "@Claire", mention: true },
    { text: ".", mention: false },
  ]);
  expect(noteParts("rien", [])).toEqual([{ text: "rien", mention: false }]);
});
