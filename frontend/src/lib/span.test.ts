import { describe, expect, it } from "vitest";
import { clip, foundWords, pieces } from "./span";

const text = (comment: string, spans: number[][], number = 1) => pieces(comment, [{ number, spans }]);

describe("pieces", () => {
  it("cuts at the borders of the spans and puts the number at their end", () => {
    expect(text("du verre dedans", [[3, 8]])).toEqual([
      { text: "du ", numbers: [], ends: [] },
      { text: "verre", numbers: [1], ends: [1] },
      { text: " dedans", numbers: [], ends: [] },
    ]);
  });

  it("counts code points, not UTF-16 units", () => {
    const comment = "😡👨‍👩‍👧 du verre";
    const start = Array.from("😡👨‍👩‍👧 du ").length;
    const marked = text(comment, [[start, start + 5]]).find(({ numbers }) => numbers.length > 0);
    expect(marked?.text).toBe("verre");
  });

  it("keeps every character, whatever the spans", () => {
    const comment = "Été 🥖 <b>gras</b> \u202Eenvers";
    for (const spans of [
      [[0, 3]],
      [
        [2, 9],
        [5, 12],
      ],
      [
        [-4, 2],
        [8, 999],
      ],
      [[7, 7]],
      [[9, 3]],
      [],
    ]) {
      expect(
        text(comment, spans)
          .map((piece) => piece.text)
          .join(""),
      ).toBe(comment);
    }
  });

  it("joins the numbers where spans of two conditions overlap", () => {
    const cut = pieces("abcdef", [
      { number: 1, spans: [[0, 4]] },
      { number: 2, spans: [[2, 6]] },
    ]);
    expect(cut.map(({ text: part, numbers, ends }) => [part, numbers, ends])).toEqual([
      ["ab", [1], []],
      ["cd", [1, 2], [1]],
      ["ef", [2], [2]],
    ]);
  });

  it("has no piece for an empty comment", () => {
    expect(text("", [[0, 3]])).toEqual([]);
  });
});

describe("foundWords", () => {
  it("lists each word once, as first written", () => {
    expect(
      foundWords("Verre, verre et coupé", [
        [0, 5],
        [7, 12],
        [16, 21],
      ]),
    ).toEqual(["Verre", "coupé"]);
  });
});

describe("clip", () => {
  it("stops after the limit, in code points", () => {
    expect(clip(text("🥖🥖🥖🥖", []), 2)).toEqual([{ text: "🥖🥖…", numbers: [], ends: [] }]);
    expect(clip(text("abc", []), 3)).toEqual(text("abc", []));
  });
});
