import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { body, newIdempotencyKey } from "@/api/client";
import { useApi } from "@/api/context";
import type { Job, RuleBody } from "../types";
import { ruleKeys } from "./keys";

export const WAIT_MS = 600;

/** A value once it has stood still for 600 ms; the first one at once. */
export function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), WAIT_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

/**
 * What a rule would have done in the last 30 days. `text` is the rule as JSON, null while it is not whole; the
 * last answer stays until the next one comes.
 */
export function useImpact(text: string | null, id: string | undefined) {
  const api = useApi();
  const settled = useSettled(text);
  const query = useQuery({
    queryKey: ruleKeys.preview(`${id ?? ""} ${settled}`),
    queryFn: ({ signal }) =>
      body(
        api.POST("/v1/rules/preview", {
          body: { rule: JSON.parse(settled ?? "{}"), id: id ?? null, days: 30 },
          signal,
        }),
      ),
    enabled: settled !== null,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: false,
    refetchOnWindowFocus: false,
  });
  // What was refused or failed leaves the last figure in place.
  const last = useRef(query.data);
  if (query.data) last.current = query.data;
  const old = query.isPlaceholderData || query.data === undefined;
  return {
    ...query,
    data: query.data ?? last.current,
    waits: text !== settled,
    stale: text !== settled || old,
  };
}

/** Holds criteria against one feedback. */
export function useCheckRule() {
  const api = useApi();
  return useMutation({
    mutationFn: (checked: { criteria: RuleBody["criteria"]; feedback_id: string }) =>
      body(api.POST("/v1/rules/check", { body: checked })),
  });
}

/** Starts a replay of all feedback of so many days. */
export function useStartBacktest() {
  const api = useApi();
  return useMutation({
    mutationFn: (asked: { rule: RuleBody; id: string | null; days: number }) =>
      body(
        api.POST("/v1/rules/backtest", {
          body: asked,
          headers: { "idempotency-key": newIdempotencyKey() },
        }),
      ),
  });
}

export function useCancelJob() {
  const api = useApi();
  return useMutation({
    mutationFn: (id: string) =>
      body(api.POST("/v1/jobs/{job_id}/cancel", { params: { path: { job_id: id } } })),
  });
}

const isOver = (job: Job | undefined) => job !== undefined && !["waiting", "running"].includes(job.status);

/** A job under way, looked at every second until it is over. */
export function useJob(id: string | undefined) {
  const api = useApi();
  return useQuery({
    queryKey: ruleKeys.job(id ?? ""),
    queryFn: ({ signal }) =>
      body(api.GET("/v1/jobs/{job_id}", { params: { path: { job_id: id ?? "" } }, signal })),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (isOver(state.data) ? false : 1000),
    staleTime: 0,
  });
}
