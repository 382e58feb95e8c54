import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { useApi } from "@/api/context";
import { call } from "@/api/rest";
import type { CustomerField } from "@/api/treat";
import type { AlertRow, Score } from "@/api/types";

export type HistoryItem =
  | { type: "alert"; row: AlertRow }
  | {
      type: "feedback";
      id: string;
      submitted_at: string;
      score: Score | null;
      excerpt: string;
      place: { id: string; name: string } | null;
    };

interface Respondent {
  id: string;
  name: string | null;
  tier: string | null;
  fields: CustomerField[];
  history: { items: HistoryItem[]; next_cursor: string | null };
}

/** What the same customer has sent before to places of the person's perimeter, the newest first. */
export function useHistory(respondentId: string | null) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: ["respondent", respondentId],
    queryFn: ({ pageParam, signal }) =>
      call<Respondent>(api, "get", `/v1/respondents/${encodeURIComponent(respondentId ?? "")}`, {
        query: { cursor: pageParam, limit: 10 },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ history }) => history.next_cursor ?? undefined,
    enabled: respondentId !== null,
    staleTime: 60_000,
  });
}

export interface Revealed {
  email: string | null;
  phone: string | null;
  fields: CustomerField[];
}

/** Asks for contact data that is shown on request: that it was asked for is on record. */
export function useReveal(alertId: string) {
  const api = useApi();
  return useMutation({
    mutationFn: () => call<Revealed>(api, "post", `/v1/alerts/${alertId}/reveal`),
  });
}
