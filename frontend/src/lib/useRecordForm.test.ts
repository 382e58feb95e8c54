import { act, renderHook } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { Problem } from "@/api/problem";
import { useRecordForm } from "./useRecordForm";

interface Note {
  id: string;
  version: number;
  text: string;
}
const toDraft = (note: Note | null) => ({ text: note?.text ?? "" });
const note: Note = { id: "n", version: 1, text: "one" };
const stale = new Problem({ status: 409, code: "stale_version" });

function form(
  save: (draft: { text: string }, base: Note | null, key: string) => Promise<Note>,
  base: Note | null = note,
) {
  const reread = vi.fn(async () => ({ ...note, version: 5, text: "theirs" }));
  const onSaved = vi.fn();
  const shown = renderHook(() => useRecordForm({ base, toDraft, save, reread, onSaved }));
  return { ...shown, reread, onSaved };
}

describe("a record being written", () => {
  it("is saved over the version it started from, and starts again from what came back", async () => {
    const save = vi.fn(async (draft: { text: string }, base: Note | null) => ({
      ...note,
      ...draft,
      version: (base?.version ?? 0) + 1,
    }));
    const { result, onSaved } = form(save);
    expect(result.current.dirty).toBe(false);
    act(() => result.current.change({ text: "two" }));
    expect(result.current.dirty).toBe(true);
    await act(() => result.current.submit());
    expect(save.mock.calls[0]?.[1]?.version).toBe(1);
    expect(result.current.base?.version).toBe(2);
    expect(result.current.dirty).toBe(false);
    expect(onSaved).toHaveBeenCalledOnce();
  });

  it("keeps what was written when somebody else came first, and goes over theirs on purpose", async () => {
    const save = vi
      .fn<(draft: { text: string }, base: Note | null) => Promise<Note>>()
      .mockRejectedValueOnce(stale)
      .mockResolvedValueOnce({ ...note, version: 6, text: "mine" });
    const { result } = form(save);
    act(() => result.current.change({ text: "mine" }));
    await act(() => result.current.submit());
    expect(result.current.draft.text).toBe("mine");
    expect(result.current.theirs?.text).toBe("theirs");
    // Writing on does not take the notice away.
    act(() => result.current.change({ text: "mine!" }));
    expect(result.current.problem?.code).toBe("stale_version");
    await act(() => result.current.submit());
    expect(save.mock.calls[1]?.[1]?.version).toBe(5);
    expect(result.current.theirs).toBeNull();
    expect(result.current.problem).toBeNull();
  });

  it("or takes theirs", async () => {
    const { result } = form(vi.fn().mockRejectedValue(stale));
    act(() => result.current.change({ text: "mine" }));
    await act(() => result.current.submit());
    act(() => result.current.reset(result.current.theirs));
    expect(result.current.draft.text).toBe("theirs");
    expect(result.current.dirty).toBe(false);
  });

  it("shows faults at their fields until the text changes", async () => {
    const errors = [{ path: "$.text[2]", code: "invalid", message: "no" }];
    const { result } = form(vi.fn().mockRejectedValue(new Problem({ status: 422, code: "invalid", errors })));
    await act(() => result.current.submit());
    expect(result.current.faultOf("text")).toBe("no");
    expect(result.current.faultOf("tex")).toBeUndefined();
    act(() => result.current.change({ text: "other" }));
    expect(result.current.faultOf("text")).toBeUndefined();
  });

  it("sends the same key for the same text only, so that a record is made once", async () => {
    const save = vi.fn().mockRejectedValue(new Problem({ status: 0, code: "offline" }));
    const { result } = form(save, null);
    act(() => result.current.change({ text: "two" }));
    await act(() => result.current.submit());
    await act(() => result.current.submit());
    act(() => result.current.change({ text: "three" }));
    await act(() => result.current.submit());
    const keys = save.mock.calls.map((call) => call[2]);
    expect(keys[0]).toBe(keys[1]);
    expect(keys[2]).not.toBe(keys[0]);
  });

  it("another part that was saved leaves what is written here", async () => {
    const { result } = form(vi.fn());
    act(() => result.current.change({ text: "two" }));
    act(() => result.current.rebase({ ...note, version: 9 }));
    expect(result.current.draft.text).toBe("two");
    expect(result.current.base?.version).toBe(9);
  });
});
