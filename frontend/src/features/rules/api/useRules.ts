import { useQuery } from "@tanstack/react-query";
import { body } from "@/api/client";
import { useApi } from "@/api/context";
import { ruleKeys } from "./keys";

/** The rules of the account, by label. */
export function useRules() {
  const api = useApi();
  return useQuery({
    queryKey: ruleKeys.list,
    queryFn: ({ signal }) => body(api.GET("/v1/rules", { signal })),
  });
}

/** One rule. It is not read again by itself: that would change what is being written. */
export function useRule(id: string | undefined) {
  const api = useApi();
  return useQuery({
    queryKey: ruleKeys.rule(id ?? ""),
    queryFn: ({ signal }) =>
      body(api.GET("/v1/rules/{rule_id}", { params: { path: { rule_id: id ?? "" } }, signal })),
    enabled: id !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    // A page opened again reads it again.
    gcTime: 5000,
  });
}

/** What is to be known of the rules of the account. Computed on the last weeks, so kept for a while. */
export function useFindings({ enabled = true } = {}) {
  const api = useApi();
  return useQuery({
    enabled,
    queryKey: ruleKeys.findings,
    queryFn: ({ signal }) => body(api.GET("/v1/rules/findings", { signal })),
    staleTime: 60_000,
  });
}

/** The fields a condition may ask, with their operators and values. */
export function useFields() {
  const api = useApi();
  return useQuery({
    queryKey: ruleKeys.fields,
    queryFn: ({ signal }) => body(api.GET("/v1/rules/fields", { signal })),
    staleTime: 5 * 60_000,
    select: ({ fields }) => fields,
  });
}

/** The named keyword lists. */
export function useKeywordLists() {
  const api = useApi();
  return useQuery({
    queryKey: ruleKeys.lists,
    queryFn: ({ signal }) => body(api.GET("/v1/keyword-lists", { signal })),
    staleTime: 60_000,
    select: ({ items }) => items,
  });
}

/** All versions of a rule, the newest first. */
export function useVersions(id: string) {
  const api = useApi();
  return useQuery({
    queryKey: ruleKeys.versions(id),
    queryFn: ({ signal }) =>
      body(api.GET("/v1/rules/{rule_id}/versions", { params: { path: { rule_id: id } }, signal })),
    select: ({ items }) => items,
  });
}

/** Reads a rule as it is now, past the cache. */
export function useReadRule() {
  const api = useApi();
  return (id: string) => body(api.GET("/v1/rules/{rule_id}", { params: { path: { rule_id: id } } }));
}
