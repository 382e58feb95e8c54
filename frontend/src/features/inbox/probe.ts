import type { Pages } from "@/api/cache";
import type { AlertPage, AlertRow } from "@/api/types";

export interface Difference {
  /** Rows the list does not hold yet: they wait behind the pill. */
  fresh: AlertRow[];
  /** Rows both hold, with their new values. */
  known: AlertRow[];
  /** Ids the list holds that have left the section. */
  gone: string[];
}

/**
 * Compares a list with the first page as it is now. Only the part of the list that the page covers is judged:
 * up to the last row both hold, or all of it when no page follows.
 */
export function compare(list: Pages, page: AlertPage): Difference {
  const rows = list.pages.flatMap(({ items }) => items);
  const held = new Set(rows.map(({ id }) => id));
  const now = new Set(page.items.map(({ id }) => id));
  const complete = list.pages.at(-1)?.next_cursor === null;
  const last = page.items.findLast(({ id }) => held.has(id));
  const lastIndex = last ? rows.findIndex(({ id }) => id === last.id) : 0;
  const covered = page.next_cursor === null ? rows : rows.slice(0, lastIndex);
  // Past the loaded part a row is not new, only not loaded.
  const end = complete ? undefined : rows.at(-1)?.due_at;
  return {
    fresh: page.items.filter(({ id, due_at }) => !held.has(id) && (end === undefined || due_at <= end)),
    known: page.items.filter(({ id }) => held.has(id)),
    gone: covered.filter(({ id }) => !now.has(id)).map(({ id }) => id),
  };
}

/** A list without some of its rows. */
export function without(list: Pages, ids: readonly string[]): Pages {
  if (ids.length === 0) return list;
  const gone = new Set(ids);
  return {
    ...list,
    pages: list.pages.map((page) => ({ ...page, items: page.items.filter(({ id }) => !gone.has(id)) })),
  };
}
