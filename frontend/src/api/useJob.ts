import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { body } from "./client";
import { useApi } from "./context";
import type { components } from "./schema";

export type Job = components["schemas"]["JobOut"];
export type JobKind = Job["kind"];

export const jobKeys = {
  job: (id: string) => ["jobs", id] as const,
  list: (kind: JobKind) => ["jobs", "list", kind] as const,
};

export const isOver = (job: Job | undefined) =>
  job !== undefined && job.status !== "waiting" && job.status !== "running";

/** A job under way, looked at every second until it is over. */
export function useJob(id: string | undefined) {
  const api = useApi();
  return useQuery({
    queryKey: jobKeys.job(id ?? ""),
    queryFn: ({ signal }) =>
      body(api.GET("/v1/jobs/{job_id}", { params: { path: { job_id: id ?? "" } }, signal })),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (isOver(state.data) ? false : 1000),
    staleTime: 0,
  });
}

/** The last jobs of a kind, the newest first. */
export function useJobs(kind: JobKind) {
  const api = useApi();
  return useQuery({
    queryKey: jobKeys.list(kind),
    queryFn: ({ signal }) => body(api.GET("/v1/jobs", { params: { query: { kind } }, signal })),
    select: ({ items }) => items,
  });
}

/** Stops a job; what it has done stays. */
export function useCancelJob() {
  const api = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      body(api.POST("/v1/jobs/{job_id}/cancel", { params: { path: { job_id: id } } })),
    onSuccess: (job) => client.setQueryData(jobKeys.job(job.id), job),
  });
}
