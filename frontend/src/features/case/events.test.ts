import { describe, expect, it } from "vitest";
import { fold } from "./events";

describe("fold", () => {
  const event = (version: number, type: "taken" | "noted" = "taken") => ({
    version,
    type,
    at: "",
    by: null,
    data: {},
  });
  const kinds = (items: ReturnType<typeof event>[]) =>
    fold(items).map((entry) => (entry.kind === "folded" ? `+${entry.items.length}` : entry.item.version));

  it("keeps short runs whole", () => {
    expect(kinds([1, 2, 3, 4].map((version) => event(version)))).toEqual([1, 2, 3, 4]);
  });

  it("folds the middle of a long run, never a note", () => {
    expect(kinds([1, 2, 3, 4, 5, 6].map((version) => event(version)))).toEqual([1, "+3", 5, 6]);
    expect(kinds([event(1), event(2), event(3, "noted"), event(4), event(5)])).toEqual([1, 2, 3, 4, 5]);
  });
});
