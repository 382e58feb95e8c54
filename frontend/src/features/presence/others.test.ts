import { describe, expect, it } from "vitest";
import { byCase, type Other } from "./others";

const other = (alert_id: string, id: string, since: string, typing = false): Other => ({
  alert_id,
  person: { id, name: id },
  typing,
  since,
});

describe("byCase", () => {
  it("puts who types first, then who came first, each person once", () => {
    const found = byCase([
      other("a1", "zoe", "2026-11-24T08:02:00Z"),
      other("a1", "claire", "2026-11-24T08:01:00Z"),
      other("a1", "yann", "2026-11-24T08:03:00Z", true),
      other("a1", "yann", "2026-11-24T08:00:00Z"),
      other("a2", "claire", "2026-11-24T08:01:00Z"),
    ]);
    expect(found.get("a1")?.map(({ person }) => person.id)).toEqual(["yann", "claire", "zoe"]);
    expect(found.get("a1")?.[0]?.typing).toBe(true);
    expect(found.get("a2")).toHaveLength(1);
    expect(found.get("a3")).toBeUndefined();
  });
});
