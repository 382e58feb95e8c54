import { describe, expect, it } from "vitest";
import type { TimelineItem } from "@/api/types";
import { fold, noteStates, shownEvents } from "./events";

const event = (version: number, type: TimelineItem["type"] = "taken", data: object = {}): TimelineItem => ({
  version,
  type,
  at: `2026-11-24T08:0${version}:00Z`,
  by: null,
  data: data as TimelineItem["data"],
});

describe("fold", () => {
  const kinds = (items: TimelineItem[]) =>
    fold(items).map((entry) => (entry.kind === "folded" ? `+${entry.items.length}` : entry.item.version));

  it("keeps short runs whole", () => {
    expect(kinds([1, 2, 3, 4].map((version) => event(version)))).toEqual([1, 2, 3, 4]);
  });

  it("folds the middle of a long run, never a note", () => {
    expect(kinds([1, 2, 3, 4, 5, 6].map((version) => event(version)))).toEqual([1, "+3", 5, 6]);
    expect(kinds([event(1), event(2), event(3, "noted"), event(4), event(5)])).toEqual([1, 2, 3, 4, 5]);
  });
});

describe("notes as they read today", () => {
  const claire = { id: "u-claire", name: "Claire" };
  const items = [
    event(1, "raised"),
    event(2, "noted", { text: "avant", mentions: [claire] }),
    event(3, "noted", { text: "autre" }),
    event(4, "note_edited", { note: 2, text: "après" }),
    event(5, "note_deleted", { note: 3 }),
    event(6, "contacted", { note: "bien parlé" }),
  ];

  it("an edit replaces the text and keeps the people, a removal leaves no word", () => {
    const notes = noteStates(items);
    expect(notes.get(2)).toEqual({
      text: "après",
      editedAt: items[3]?.at,
      deletedAt: null,
      mentions: [claire],
    });
    expect(notes.get(3)).toMatchObject({ text: null, deletedAt: items[4]?.at });
    expect(notes.size).toBe(2);
  });

  it("edits and removals are no lines of their own", () => {
    expect(shownEvents(items).map(({ version }) => version)).toEqual([1, 2, 3, 6]);
  });
});
