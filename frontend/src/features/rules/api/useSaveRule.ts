import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { body } from "@/api/client";
import { useApi } from "@/api/context";
import type { Rule, RuleBody } from "../types";
import { ruleKeys } from "./keys";

export interface Saving {
  /** The rule to replace; none for a new one. */
  id?: string | undefined;
  version?: number | undefined;
  rule: RuleBody;
  confirm?: boolean;
  /** Sent again with the same key, a request writes once. */
  key: string;
}

/** Writes a rule: a new one, or the next version of one. */
export function useSaveRule() {
  const api = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, version, rule, confirm = false, key }: Saving) =>
      body(
        id === undefined
          ? api.POST("/v1/rules", { body: { ...rule, confirm }, headers: { "idempotency-key": key } })
          : api.PUT("/v1/rules/{rule_id}", {
              params: { path: { rule_id: id } },
              body: { ...rule, version, confirm },
            }),
      ),
    onSuccess: (saved) => keep(client, saved),
  });
}

interface Restoring {
  version: number;
  to: number;
  key: string;
}

/** Makes an earlier version the next one. */
export function useRestoreRule(id: string) {
  const api = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ version, to, key }: Restoring) =>
      body(
        api.POST("/v1/rules/{rule_id}/restore", {
          params: { path: { rule_id: id } },
          body: { version, to, confirm: false },
          headers: { "idempotency-key": key },
        }),
      ),
    onSuccess: (saved) => keep(client, saved),
  });
}

/** Deletes a rule; what it said comes back by creating it again. */
export function useDeleteRule() {
  const api = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, version }: Pick<Rule, "id" | "version">) =>
      api.DELETE("/v1/rules/{rule_id}", { params: { path: { rule_id: id }, query: { version } } }),
    onSuccess: (_, { id }) => refresh(client, id),
  });
}

function keep(client: QueryClient, saved: Rule & { findings?: unknown }): void {
  const { findings: _, ...rule } = saved;
  client.setQueryData<Rule>(ruleKeys.rule(saved.id), rule);
  refresh(client, saved.id);
}

function refresh(client: QueryClient, id: string): void {
  void client.invalidateQueries({ queryKey: ruleKeys.list });
  void client.invalidateQueries({ queryKey: ruleKeys.findings });
  void client.invalidateQueries({ queryKey: ruleKeys.versions(id) });
  void client.invalidateQueries({ queryKey: ruleKeys.lists });
}

/** The parts of a rule that are written, without what the server adds. */
export function bodyOf(rule: RuleBody): RuleBody {
  const { label, kind, priority, expires_in, notify, status, paused_until, owners, assign, criteria } = rule;
  return { label, kind, priority, expires_in, notify, status, paused_until, owners, assign, criteria };
}
