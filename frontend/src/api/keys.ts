import { type Filters, filterParams, type ListQuery, listParams } from "./filters";

/** Cache keys, in one place since a change of a case touches lists, counts and the case itself. */
export const keys = {
  me: ["me"] as const,
  places: ["places"] as const,
  lists: ["alerts", "list"] as const,
  list: (query: ListQuery) => ["alerts", "list", query.section, listParams(query)] as const,
  probes: ["alerts", "probe"] as const,
  probe: (query: ListQuery) => ["alerts", "probe", query.section, listParams(query)] as const,
  counts: (filters: Filters) => ["alerts", "counts", filterParams(filters)] as const,
  allCounts: ["alerts", "counts"] as const,
  alert: (id: string) => ["alert", id] as const,
  timeline: (id: string) => ["alert", id, "timeline"] as const,
};
