import { expect, it } from "vitest";
import type { Motive } from "@/api/admin";
import { inOrder } from "./motives";

const motive = (id: string, parent: string | null = null): Motive => ({
  id,
  parent,
  label: { fr: id, en: id },
  codes: [],
  department: null,
  archived: false,
  version: 1,
});

it("sub-motives stand under their motive, and one whose motive is gone stands alone", () => {
  const all = [motive("fresh", "product"), motive("till"), motive("product"), motive("lost", "gone")];
  expect(inOrder(all).map(({ id }) => id)).toEqual(["till", "product", "fresh", "lost"]);
});
