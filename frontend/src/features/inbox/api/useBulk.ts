import { useMutation, useQueryClient } from "@tanstack/react-query";
import { newIdempotencyKey } from "@/api/client";
import { useApi } from "@/api/context";
import { bulkFilter, type ListQuery } from "@/api/filters";
import { call } from "@/api/rest";
import { type Job, jobKeys } from "@/api/useJob";

export const bulkCommands = ["take", "assign", "close", "hold", "resume", "note", "spam"] as const;
export type BulkCommand = (typeof bulkCommands)[number];

/** Which cases: these, or all that a list matches. */
export type BulkTarget = { ids: readonly string[] } | { query: ListQuery };

/** How an order ended. Of more than 500 cases only those that were not done are told one by one. */
export interface BulkResult {
  done: number;
  failed: number;
  /** `outcome`: done, or why not. */
  items: { id: string; outcome: string; detail: string }[];
  undo_until: string | null;
}

export function resultOf(job: Job | undefined): BulkResult | null {
  return (job?.result as BulkResult | null | undefined) ?? null;
}

const where = (target: BulkTarget) =>
  "ids" in target ? { ids: target.ids } : { filter: bulkFilter(target.query) };

interface Order {
  command: BulkCommand;
  target: BulkTarget;
  args: object;
}

/** Gives orders on many cases. Each answers its job: over already for a few cases, under way for many. */
export function useBulk() {
  const api = useApi();
  const client = useQueryClient();
  const keep = (job: Job) => void client.setQueryData(jobKeys.job(job.id), job);

  const order = useMutation({
    mutationFn: ({ command, target, args }: Order) =>
      call<Job>(api, "post", "/v1/alerts/bulk", {
        body: { command, ...where(target), args },
        key: newIdempotencyKey(),
      }),
    onSuccess: keep,
  });
  const undo = useMutation({
    mutationFn: (job: string) =>
      call<Job>(api, "post", `/v1/alerts/bulk/${job}/undo`, { body: {}, key: newIdempotencyKey() }),
    onSuccess: keep,
  });
  /** How many cases a list matches; nothing is changed. */
  const preview = useMutation({
    mutationFn: async (query: ListQuery) => {
      const body = { command: "take", ...where({ query }), args: {}, preview: true };
      const answer = await call<{ preview: { count: number; more: boolean } }>(
        api,
        "post",
        "/v1/alerts/bulk",
        { body },
      );
      return answer.preview;
    },
  });
  return { order, undo, preview };
}
