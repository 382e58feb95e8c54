import type { Section } from "./types";

/** Cache keys, in one place since a change of a case touches lists, counts and the case itself. */
export const keys = {
  me: ["me"] as const,
  places: ["places"] as const,
  lists: ["alerts", "list"] as const,
  list: (section: Section, place: string | undefined) => ["alerts", "list", section, place ?? null] as const,
  probes: ["alerts", "probe"] as const,
  probe: (section: Section, place: string | undefined) =>
    ["alerts", "probe", section, place ?? null] as const,
  counts: (place: string | undefined) => ["alerts", "counts", place ?? null] as const,
  allCounts: ["alerts", "counts"] as const,
  alert: (id: string) => ["alert", id] as const,
  timeline: (id: string) => ["alert", id, "timeline"] as const,
};
