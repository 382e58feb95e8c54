import { describe, expect, it } from "vitest";
import type { Pages } from "@/api/cache";
import type { AlertPage, AlertRow } from "@/api/types";
import { linesOf } from "./lines";
import { compare, without } from "./probe";

const HOUR = 3_600_000;
const row = (id: string, due: number) => ({ id, due_at: new Date(due * HOUR).toISOString() }) as AlertRow;
const page = (rows: AlertRow[], next: string | null = null): AlertPage => ({
  items: rows,
  next_cursor: next,
});
const list = (...pages: AlertPage[]): Pages => ({ pages, pageParams: pages.map(() => undefined) });
const [a, b, c, d] = [row("a", 1), row("b", 2), row("c", 3), row("d", 4)] as [
  AlertRow,
  AlertRow,
  AlertRow,
  AlertRow,
];
const ids = (rows: AlertRow[]) => rows.map(({ id }) => id);

describe("compare", () => {
  it("finds new rows, known rows and rows that left", () => {
    const { fresh, known, gone } = compare(list(page([a, c])), page([b, c]));
    expect([ids(fresh), ids(known), gone]).toEqual([["b"], ["c"], ["a"]]);
  });

  it("does not call a row new that is only not loaded yet", () => {
    expect(ids(compare(list(page([a, b], "more")), page([a, b, c], "more")).fresh)).toEqual([]);
    expect(ids(compare(list(page([a, b])), page([a, b, c])).fresh)).toEqual(["c"]);
  });

  it("does not call a row gone that the page does not reach", () => {
    expect(compare(list(page([a, b], "x"), page([c, d])), page([a, b], "x")).gone).toEqual([]);
    expect(compare(list(page([a, b], "x"), page([c, d])), page([a, c], "x")).gone).toEqual(["b"]);
    // A row left, so the page now ends with one that is not loaded.
    expect(compare(list(page([a, b, c], "x")), page([a, c, d], "x")).gone).toEqual(["b"]);
  });

  it("is quiet when nothing changed", () => {
    expect(compare(list(page([a, b])), page([a, b]))).toMatchObject({ fresh: [], gone: [] });
    expect(compare(list(page([])), page([]))).toMatchObject({ fresh: [], gone: [] });
  });

  it("takes rows out of every page", () => {
    expect(
      without(list(page([a, b], "x"), page([c])), ["b", "c"]).pages.map(({ items }) => ids(items)),
    ).toEqual([["a"], []]);
  });
});

describe("linesOf", () => {
  const rows = [row("late", -1), row("soon", 5), row("soon2", 71), row("later", 100)];
  const headings = (more: boolean) =>
    linesOf(rows, true, more, 0).flatMap((line) =>
      line.kind === "heading" ? [[line.group, line.count, line.complete]] : [],
    );

  it("puts a heading before each group, with its count", () => {
    expect(headings(false)).toEqual([
      ["late", 1, true],
      ["within72h", 2, true],
      ["later", 1, true],
    ]);
  });

  it("knows that the last group may grow with the next page", () => {
    expect(headings(true).at(-1)).toEqual(["later", 1, false]);
  });

  it("has no heading for closed cases", () => {
    expect(linesOf(rows, false, false, 0)).toHaveLength(4);
  });
});
