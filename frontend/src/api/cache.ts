import type { InfiniteData, QueryClient, QueryKey } from "@tanstack/react-query";
import { keys } from "./keys";
import type { Alert, AlertPage, AlertRow, Counts, Section } from "./types";

export type Pages = InfiniteData<AlertPage, unknown>;

/** Where a row stood in one list, to put it back in place. */
interface Removal {
  key: QueryKey;
  index: number;
  row: AlertRow;
}

/** The row of a case, as the lists show it. */
export function rowOf(alert: Alert): AlertRow {
  const { place, hold, motive, plan, attached, ...rest } = alert;
  return {
    ...rest,
    place: place && { id: place.id, name: place.name },
    hold: hold && { until: hold.until, or_reply: hold.or_reply },
    motive: motive?.id ?? null,
    plan: plan && {
      done: plan.actions.filter(({ finished }) => finished).length,
      closed: plan.closed_at !== null,
    },
    attached: attached.length,
    rules: alert.triggers.map(({ rule_id }) => rule_id),
    // Only the list filters by them: a whole case does not name them.
    tags: [],
  };
}

function mapRows(pages: Pages, change: (items: AlertRow[]) => AlertRow[]): Pages {
  return { ...pages, pages: pages.pages.map((page) => ({ ...page, items: change(page.items) })) };
}

/** Shows new values of rows that lists already hold, without moving any of them. */
export function patchRows(client: QueryClient, rows: readonly AlertRow[]): void {
  const byId = new Map(rows.map((row) => [row.id, row]));
  client.setQueriesData<Pages>(
    { queryKey: keys.lists },
    (pages) => pages && mapRows(pages, (items) => items.map((item) => byId.get(item.id) ?? item)),
  );
}

/** Stores a changed case and shows it in the lists. */
export function storeAlert(client: QueryClient, alert: Alert): void {
  client.setQueryData(keys.alert(alert.id), alert);
  patchRows(client, [rowOf(alert)]);
}

/** Lists that keep a case whatever happens to it: of what is filed, and of searches everywhere. */
const kept: ReadonlySet<string> = new Set(["done", "spam", "all"]);

/** Takes a row out of every open list at once; the answer puts it back. */
export function takeRowOut(client: QueryClient, id: string): Removal[] {
  const removals: Removal[] = [];
  // What a probe read before would bring the row back as a new one.
  void client.cancelQueries({ queryKey: keys.probes });
  client.setQueriesData<AlertPage>(
    { queryKey: keys.probes },
    (page) => page && { ...page, items: page.items.filter((item) => item.id !== id) },
  );
  for (const [key, pages] of client.getQueriesData<Pages>({ queryKey: keys.lists })) {
    if (!pages || kept.has(String(key[2]))) continue;
    const rows = pages.pages.flatMap(({ items }) => items);
    const index = rows.findIndex((row) => row.id === id);
    const row = rows[index];
    if (!row) continue;
    removals.push({ key, index, row });
    client.setQueryData<Pages>(
      key,
      mapRows(pages, (items) => items.filter((item) => item.id !== id)),
    );
  }
  return removals;
}

/** Undoes `takeRowOut`: each row returns to its place, with newer values when given. */
export function putRowBack(client: QueryClient, removals: readonly Removal[], newer?: AlertRow): void {
  for (const { key, index, row } of removals) {
    client.setQueryData<Pages>(key, (pages) => {
      if (!pages || pages.pages.some(({ items }) => items.some((item) => item.id === row.id))) return pages;
      let before = 0;
      let placed = false;
      const next = pages.pages.map((page, at) => {
        const here = index - before;
        before += page.items.length;
        const last = at === pages.pages.length - 1;
        if (placed || (here > page.items.length && !last)) return page;
        placed = true;
        return { ...page, items: page.items.toSpliced(Math.max(0, here), 0, newer ?? row) };
      });
      return { ...pages, pages: next };
    });
  }
}

/** The open sections a row stands in. */
export function sectionsOf(row: AlertRow, me: string, now: number): Section[] {
  if (row.hold) return ["on_hold"];
  const found: Section[] = ["inbox", row.kind === "alert" ? "alerts" : "messages"];
  if (row.owner?.id === me) found.push("mine");
  if (!row.owner) found.push("unassigned");
  if (Date.parse(row.due_at) <= now) found.push("late");
  return found;
}

/** Moves the section counts at once; the next poll brings the server's own. */
export function shiftCounts(client: QueryClient, sections: readonly Section[], by: 1 | -1): void {
  client.setQueriesData<Counts>({ queryKey: keys.allCounts }, (counts) => {
    if (!counts) return counts;
    const next = { ...counts };
    for (const section of sections) {
      const { count, more } = next[section] ?? { count: 0, more: true };
      if (!more) next[section] = { count: Math.max(0, count + by), more };
    }
    return next;
  });
}
