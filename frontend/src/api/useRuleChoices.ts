import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { body } from "./client";
import { useApi } from "./context";

/** The rules of the account as the options of a picker. */
export function useRuleChoices(): { value: string; label: string }[] {
  const api = useApi();
  const { data } = useQuery({
    // The page of the rules keeps them under the same key.
    queryKey: ["rules", "list"],
    queryFn: ({ signal }) => body(api.GET("/v1/rules", { signal })),
  });
  return useMemo(() => (data?.items ?? []).map(({ id, label }) => ({ value: id, label })), [data]);
}
