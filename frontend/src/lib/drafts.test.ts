import { beforeEach, describe, expect, it, vi } from "vitest";
import { dropDrafts, openDrafts, saveDraft } from "./drafts";

const stored = () => Object.keys(localStorage).filter((key) => key.startsWith("boucle.draft."));

describe("drafts", () => {
  beforeEach(() => openDrafts("u1"));

  it("are kept per person", () => {
    saveDraft("case.a1", "note");
    expect(stored()).toEqual(["boucle.draft.u1.case.a1"]);
    openDrafts("u2");
    saveDraft("case.a1", "other");
    expect(stored()).toHaveLength(2);
  });

  it("go when emptied, after two weeks, and on signing out", () => {
    saveDraft("case.a1", "note");
    saveDraft("case.a1", undefined);
    expect(stored()).toEqual([]);

    saveDraft("case.a2", "note");
    vi.setSystemTime(Date.now() + 15 * 24 * 3600 * 1000);
    openDrafts("u1");
    expect(stored()).toEqual([]);
    vi.useRealTimers();

    saveDraft("case.a3", "note");
    dropDrafts();
    expect(stored()).toEqual([]);
  });

  it("survive a store that holds something else", () => {
    localStorage.setItem("boucle.draft.u1.broken", "{");
    expect(() => openDrafts("u1")).not.toThrow();
    expect(stored()).toEqual([]);
  });
});
