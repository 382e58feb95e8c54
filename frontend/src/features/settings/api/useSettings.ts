import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { Settings } from "@/api/admin";
import { useApi } from "@/api/context";
import { keys } from "@/api/keys";
import { call } from "@/api/rest";

const SETTINGS = ["settings"] as const;
/** What is written of the settings: any part of them. */
export type SettingsPart = Partial<Omit<Settings, "version" | "p1_share" | "saved_at" | "saved_by">>;

/** All that is set once per account. */
export function useSettings() {
  const api = useApi();
  return useQuery({
    queryKey: SETTINGS,
    queryFn: ({ signal }) => call<Settings>(api, "get", "/v1/settings", { signal }),
    refetchOnWindowFocus: false,
  });
}

/** Reads and writes the settings; the daily screens see what changed. */
export function useSettingsCalls() {
  const api = useApi();
  const client = useQueryClient();
  const keep = (settings: Settings) => {
    client.setQueryData(SETTINGS, settings);
    return settings;
  };
  return {
    read: () => call<Settings>(api, "get", "/v1/settings").then(keep),
    async save(part: SettingsPart, version: number): Promise<Settings> {
      const saved = await call<Settings>(api, "patch", "/v1/settings", { body: { ...part, version } });
      void client.invalidateQueries({ queryKey: keys.me });
      return keep(saved);
    },
  };
}
