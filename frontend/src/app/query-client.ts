import { QueryClient } from "@tanstack/react-query";
import { isTransient } from "@/api/problem";

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // What may pass by itself is asked for again; a refusal is not.
        retry: (failures, error) => failures < 2 && isTransient(error),
        retryDelay: (failures) => 500 * 2 ** failures,
        refetchOnWindowFocus: true,
        gcTime: 10 * 60_000,
      },
      // A write is sent again by the person only. Offline it fails at once, and says so.
      mutations: { retry: false, networkMode: "always" },
    },
  });
}
