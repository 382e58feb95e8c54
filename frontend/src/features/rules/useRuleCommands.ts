import { useState } from "react";
import { newIdempotencyKey } from "@/api/client";
import { asProblem, type Problem } from "@/api/problem";
import { showToast } from "@/lib/toast";
import { bodyOf, useDeleteRule, useSaveRule } from "./api/useSaveRule";
import type { Rule, RuleBody } from "./types";

export interface CommandFailure {
  rule: Rule;
  problem: Problem;
}

type Words = "toast.ruleActivated" | "toast.rulePaused" | "toast.ruleDrafted";

/** The commands of the list: set the status, delete; each says what it did and may be undone. */
export function useRuleCommands() {
  const save = useSaveRule();
  const remove = useDeleteRule();
  const [failed, setFailed] = useState<CommandFailure | null>(null);

  const fail = (rule: Rule) => (error: unknown) => setFailed({ rule, problem: asProblem(error) });

  async function setStatus(rule: Rule, part: Pick<RuleBody, "status" | "paused_until">, text: Words) {
    setFailed(null);
    const put = (version: number, body: RuleBody, confirm: boolean) =>
      save.mutateAsync({ id: rule.id, version, rule: body, confirm, key: newIdempotencyKey() });
    try {
      const saved = await put(rule.version, { ...bodyOf(rule), ...part }, false);
      const undo = () => void put(saved.version, bodyOf(rule), true).catch(fail(rule));
      showToast({ text, name: rule.label, undo });
    } catch (error) {
      fail(rule)(error);
    }
  }

  async function del(rule: Rule) {
    setFailed(null);
    try {
      await remove.mutateAsync(rule);
      const again = { rule: bodyOf(rule), confirm: true, key: newIdempotencyKey() };
      const undo = () => void save.mutateAsync(again).catch(fail(rule));
      showToast({ text: "toast.ruleDeleted", name: rule.label, undo });
    } catch (error) {
      fail(rule)(error);
    }
  }

  return {
    failed,
    dismiss: () => setFailed(null),
    busy: save.isPending || remove.isPending,
    activate: (rule: Rule) =>
      setStatus(rule, { status: "active", paused_until: null }, "toast.ruleActivated"),
    pause: (rule: Rule, until: string | null) =>
      setStatus(rule, { status: "paused", paused_until: until }, "toast.rulePaused"),
    remove: del,
  };
}

export type RuleCommands = ReturnType<typeof useRuleCommands>;
