import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useApi } from "@/api/context";
import { call } from "@/api/rest";
import { plain } from "@/lib/plain";

/** Somebody a case can be given to. `inside`: sees it by their own perimeter. */
export interface Colleague {
  id: string;
  name: string;
  role: "admin" | "manager" | "agent" | "viewer";
  inside: boolean;
  absent_until: string | null;
}

const WAIT_MS = 200;

/** The colleagues whose name holds what is typed: those who see the case first. */
export function useColleagues(alertId: string, typed: string, enabled = true) {
  const api = useApi();
  const [asked, setAsked] = useState(typed.trim());
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed.trim()), WAIT_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const found = useQuery({
    queryKey: ["colleagues", alertId, asked],
    queryFn: ({ signal }) =>
      call<{ items: Colleague[] }>(api, "get", `/v1/alerts/${alertId}/colleagues`, {
        query: { q: asked || undefined },
        signal,
      }),
    select: ({ items }) =>
      items.toSorted((a, b) => Number(b.inside) - Number(a.inside) || a.name.localeCompare(b.name)),
    enabled,
    staleTime: 60_000,
    placeholderData: (previous) => previous,
  });
  // Until the answer to what is typed has come, only those of the last one who fit are shown: Enter takes no other.
  const settled = asked === typed.trim() && !found.isPlaceholderData;
  const fitting = found.data?.filter(({ name }) => plain(name).includes(plain(typed.trim())));
  return {
    people: settled ? found.data : fitting?.length ? fitting : undefined,
    pending: !settled || found.isPending,
  };
}
