import { useRef, useState } from "react";
import { newIdempotencyKey } from "@/api/client";
import { asProblem, type Problem } from "@/api/problem";
import type { Fault } from "@/api/types";
import { useReadRule } from "./api/useRules";
import { useSaveRule } from "./api/useSaveRule";
import type { Rule } from "./types";
import type { RuleEditing } from "./useRuleEditor";

/** What the last try to save ended with, on the text it was tried with. */
interface Refusal {
  text: string;
  faults: readonly Fault[];
  /** The server asks for the tick. */
  asksConfirm: boolean;
  duplicate: boolean;
  failed: Problem | null;
}

const none: Refusal = { text: "", faults: [], asksConfirm: false, duplicate: false, failed: null };

/** Saves the rule being written, and keeps what stood in the way until it is written otherwise. */
export function useSaving(editing: RuleEditing, onSaved: (rule: Rule) => void) {
  const { base, text } = editing;
  const save = useSaveRule();
  const readRule = useReadRule();
  const [refusal, setRefusal] = useState(none);
  const [theirs, setTheirs] = useState<Rule | null>(null);
  // The text a tick was set for: another text needs another tick.
  const [confirmedText, setConfirmedText] = useState<string | null>(null);
  // One text is created once, however often it is sent.
  const key = useRef({ text: "", key: "" });
  const keyOf = (of: string) => {
    if (key.current.text !== of) key.current = { text: of, key: newIdempotencyKey() };
    return key.current.key;
  };
  const current = refusal.text === text ? refusal : none;

  async function run(over?: number) {
    try {
      const saved = await save.mutateAsync({
        id: base.id,
        version: over ?? base.version,
        rule: JSON.parse(text),
        confirm: confirmedText === text,
        key: keyOf(text),
      });
      setRefusal(none);
      setTheirs(null);
      onSaved(saved);
    } catch (error) {
      const problem = asProblem(error);
      const known = { ...none, text, faults: problem.faults };
      if (problem.code === "stale_version" && base.id) {
        setTheirs(await readRule(base.id).catch(() => null));
        setRefusal({ ...known, faults: [] });
      } else if (problem.code === "confirm_required") {
        setRefusal({ ...known, faults: [], asksConfirm: true });
      } else if (problem.code === "duplicate") setRefusal({ ...known, duplicate: true });
      else if (problem.status === 422 && problem.faults.length > 0) setRefusal(known);
      else setRefusal({ ...known, failed: problem });
    }
  }

  return {
    run,
    busy: save.isPending,
    ...current,
    theirs,
    setTheirs,
    confirmed: confirmedText === text,
    confirm: (confirmed: boolean) => setConfirmedText(confirmed ? text : null),
  };
}
