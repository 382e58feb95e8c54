import * as z from "zod/mini";
import { type Filters, filtersOf, type ListQuery } from "@/api/filters";
import type { Section } from "@/api/types";

/** Values that the address gives may be anything: what does not fit is left out. */
const text = z.catch(z.optional(z.coerce.string().check(z.minLength(1), z.maxLength(200))), undefined);
const oneOf = <const T extends readonly string[]>(values: T) =>
  z.catch(z.optional(z.enum(values)), undefined);

const search = z.object({
  place: text,
  group: text,
  status: oneOf(["new", "assigned", "contacted", "closed", "expired", "spam"]),
  priority: oneOf(["P1", "P2", "P3"]),
  rule: text,
  owner: text,
  channel: text,
  urgent: z.catch(z.optional(z.literal(true)), undefined),
  /** Words searched: two characters or more. */
  q: z.catch(z.optional(z.coerce.string().check(z.minLength(2), z.maxLength(200))), undefined),
  /** A search in every section. */
  in: oneOf(["all"]),
});

export type InboxSearch = Filters & { q?: string | undefined; in?: "all" | undefined };

/** What the address says of the list, without what it cannot mean. */
export function readSearch(value: Record<string, unknown>): InboxSearch {
  const found = z.parse(search, value);
  return Object.fromEntries(Object.entries(found).filter(([, entry]) => entry !== undefined));
}

const NUMBER = /^a-[a-z2-7]{6}$|^a[a-z2-7]{24}$/i;

/** Whether the words are the number of one case. */
export function isCaseNumber(q: string): boolean {
  return NUMBER.test(q);
}

/** The list that the address names. A case number is looked for everywhere. */
export function queryOf(section: Section, { q, in: where, ...filters }: InboxSearch): ListQuery {
  if (q === undefined) return { section, filters: filtersOf(filters), q };
  if (isCaseNumber(q)) return { section: "all", filters: {}, q };
  return { section: where === "all" ? "all" : section, filters: filtersOf(filters), q };
}
