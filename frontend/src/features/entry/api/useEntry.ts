import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { body } from "@/api/client";
import { useApi } from "@/api/context";
import { keys } from "@/api/keys";
import { asProblem } from "@/api/problem";
import type { components } from "@/api/schema";

export type FeedbackIn = components["schemas"]["FeedbackIn"];

/** Enters a feedback; the same key writes it once. */
export function useEnter() {
  const api = useApi();
  return useMutation({
    mutationFn: ({ feedback, key }: { feedback: FeedbackIn; key: string }) =>
      body(api.POST("/v1/feedback", { body: feedback, headers: { "idempotency-key": key } })),
  });
}

const EVERY_MS = 1500;
const LOOKS = 8;

/** A case has the characters of its feedback's id behind an "a". */
const caseOf = (feedbackId: string) => `a${feedbackId.slice(1)}`;

/**
 * The case that a feedback opened: undefined while it may still come, null when none has after some seconds.
 * Rules are decided on a moment after the entry.
 */
export function useOpenedCase(feedbackId: string) {
  const api = useApi();
  const client = useQueryClient();
  const id = caseOf(feedbackId);
  const query = useQuery({
    queryKey: ["entered", id],
    async queryFn({ signal }) {
      try {
        const alert = await body(
          api.GET("/v1/alerts/{alert_id}", { params: { path: { alert_id: id } }, signal }),
        );
        void client.invalidateQueries({ queryKey: keys.lists });
        void client.invalidateQueries({ queryKey: keys.allCounts });
        return alert;
      } catch (error) {
        if (asProblem(error).status === 404) return null;
        throw error;
      }
    },
    retry: false,
    gcTime: 0,
    refetchInterval: ({ state }) => (state.data || state.dataUpdateCount >= LOOKS ? false : EVERY_MS),
  });
  const { data } = query;
  const looks = client.getQueryState(["entered", id])?.dataUpdateCount ?? 0;
  return { found: data ?? (query.error || looks >= LOOKS ? null : undefined) };
}
