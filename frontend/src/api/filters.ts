import type { Priority, Section, Status } from "./types";

/** What lists are narrowed to, as the address and the API name it. `owner`: an id, `me` or `none`. */
export interface Filters {
  place?: string | undefined;
  group?: string | undefined;
  status?: Status | undefined;
  priority?: Priority | undefined;
  rule?: string | undefined;
  owner?: string | undefined;
  channel?: string | undefined;
  urgent?: true | undefined;
}

export type FilterName = keyof Filters;

/** In the order their chips stand in. */
export const filterNames = [
  "place",
  "group",
  "status",
  "priority",
  "owner",
  "rule",
  "channel",
  "urgent",
] as const satisfies readonly FilterName[];

/** One list of cases: a section or, for a search, all of them; narrowed; with the words searched. */
export interface ListQuery {
  section: Section | "all";
  filters: Filters;
  q: string | undefined;
}

/** The filters that are set, and nothing else of the address. */
export function filtersOf(search: Filters): Filters {
  return Object.fromEntries(
    filterNames.filter((name) => search[name] !== undefined).map((name) => [name, search[name]]),
  );
}

/** The filters as parameters of an address. */
export function filterParams(filters: Filters): Record<string, string | undefined> {
  const { urgent, ...named } = filtersOf(filters);
  return { ...named, urgent: urgent ? "true" : undefined };
}

/** The parameters of one list. */
export function listParams({ section, filters, q }: ListQuery): Record<string, string | undefined> {
  return { section: section === "all" ? undefined : section, ...filterParams(filters), q };
}

/** The filters of a list as the order of a bulk command takes them. */
export function bulkFilter({ section, filters }: ListQuery): object {
  return { section, ...filtersOf(filters) };
}

/** Which of the filters a list shows as chips: the place and the urgent ones have a chip of their own. */
export function chipNames(filters: Filters): FilterName[] {
  return filterNames.filter(
    (name) => filters[name] !== undefined && name !== "place" && name !== "group" && name !== "urgent",
  );
}
