import { useCallback, useMemo, useRef, useState } from "react";
import { newIdempotencyKey } from "@/api/client";
import { asProblem, type Problem } from "@/api/problem";

interface Options<R, D> {
  /** The record as the server has it; null for a new one. */
  base: R | null;
  /** What is written of it; for a new one, of nothing. */
  toDraft: (record: R | null) => D;
  /** `key` stays the same while the same text is sent again. */
  save: (draft: D, base: R | null, key: string) => Promise<R>;
  /** The record as it is now, after somebody else has saved. */
  reread?: (base: R) => Promise<R>;
  onSaved?: (record: R) => void;
}

/**
 * A record being written: the draft beside what it started from, the faults of the last try, and what to do when
 * somebody else has saved meanwhile. The draft then stays, and the next save goes over theirs on purpose.
 */
export function useRecordForm<R, D>(options: Options<R, D>) {
  const current = useRef(options);
  current.current = options;
  const [base, setBase] = useState(options.base);
  const [draft, setDraft] = useState(() => options.toDraft(options.base));
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<{ text: string; problem: Problem } | null>(null);
  const [theirs, setTheirs] = useState<R | null>(null);
  const sent = useRef({ text: "", key: "" });
  const text = useMemo(() => JSON.stringify(draft), [draft]);
  const { toDraft } = options;
  const started = useMemo(() => JSON.stringify(toDraft(base)), [toDraft, base]);
  // What was refused holds for the text that was sent, faults of a field until that text changes.
  const problem = refusal && (refusal.text === text || theirs) ? refusal.problem : null;

  const change = useCallback((part: Partial<D>) => setDraft((now) => ({ ...now, ...part })), []);
  const reset = useCallback((record: R | null) => {
    setBase(record);
    setDraft(current.current.toDraft(record));
    setRefusal(null);
    setTheirs(null);
  }, []);

  /** Saves what is written, with `more` on top of it. */
  async function submit(more: Partial<D> = {}): Promise<R | null> {
    if (busy) return null;
    setBusy(true);
    const sending = { ...draft, ...more };
    const sentText = JSON.stringify(sending);
    if (sent.current.text !== sentText) sent.current = { text: sentText, key: newIdempotencyKey() };
    try {
      const saved = await current.current.save(sending, theirs ?? base, sent.current.key);
      reset(saved);
      current.current.onSaved?.(saved);
      return saved;
    } catch (error) {
      const failed = asProblem(error);
      setRefusal({ text, problem: failed });
      if (failed.code === "stale_version" && base && current.current.reread) {
        setTheirs(await current.current.reread(base).catch(() => null));
      }
      return null;
    } finally {
      setBusy(false);
    }
  }

  return {
    base,
    draft,
    change,
    setDraft,
    reset,
    /** Another part of the record was saved: what is written here stays. */
    rebase: (record: R) => setBase(record),
    submit,
    busy,
    problem,
    dirty: text !== started,
    /** Somebody else's version, when it came first. */
    theirs,
    /** What the server says of one field: `name` is its path in the body, without `$.`. */
    faultOf: (name: string) =>
      problem?.faults.find(
        ({ path }) => path === `$.${name}` || path.startsWith(`$.${name}[`) || path.startsWith(`$.${name}.`),
      )?.message,
  };
}

export type RecordForm<R, D> = ReturnType<typeof useRecordForm<R, D>>;
