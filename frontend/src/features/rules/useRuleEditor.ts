import { useCallback, useMemo, useRef, useState } from "react";
import { changedParts, ruleText } from "./criteria/compare";
import { type Criteria, opened } from "./criteria/tree";
import type { Rule, RuleBody } from "./types";

/** A rule as it is being written. */
export type Draft = Omit<RuleBody, "criteria"> & { criteria: Criteria };

/** A rule as it stands on the server, or the start of a new one: `id` and `version` are then missing. */
export type Base = RuleBody & Partial<Pick<Rule, "id" | "version" | "saved_at" | "saved_by">>;

function toEdit(base: Base): Draft {
  const { label, kind, priority, expires_in, notify, status, paused_until } = base;
  return {
    label,
    kind,
    priority,
    expires_in,
    notify,
    status,
    paused_until,
    owners: base.owners,
    assign: base.assign,
    criteria: opened(base.criteria),
  };
}

/** The rule being written beside the one it started from. */
export function useRuleEditor(initial: Base) {
  const [base, setBase] = useState(initial);
  const [draft, setDraft] = useState(() => toEdit(initial));
  const started = useRef(ruleText(draft));
  const text = useMemo(() => ruleText(draft), [draft]);

  const change = useCallback((part: Partial<Draft>) => setDraft((now) => ({ ...now, ...part })), []);
  const changeCriteria = useCallback(
    (next: (criteria: Criteria) => Criteria) => setDraft((now) => ({ ...now, criteria: next(now.criteria) })),
    [],
  );
  /** Takes what the server has as the new start; `keep` leaves what is being written. */
  const rebase = useCallback((rule: Base, { keep = false } = {}) => {
    setBase(rule);
    const fresh = toEdit(rule);
    started.current = ruleText(fresh);
    if (!keep) setDraft(fresh);
  }, []);

  return {
    base,
    draft,
    text,
    dirty: text !== started.current,
    /** What somebody else's version changed since the one this was started from. */
    changesIn: (rule: RuleBody) => changedParts(base, rule),
    change,
    changeCriteria,
    rebase,
  };
}

export type RuleEditing = ReturnType<typeof useRuleEditor>;
