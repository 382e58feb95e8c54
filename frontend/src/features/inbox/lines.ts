import type { ListQuery } from "@/api/filters";
import type { AlertRow } from "@/api/types";
import { type Group, groupOf } from "@/lib/time";

/** Whether the cases of a list stand by their next deadline. */
export function inDueOrder({ section, q }: ListQuery): boolean {
  return q === undefined && section !== "done" && section !== "spam";
}

/** Whether headings by time left stand in a list: what waits has its own time on each row. */
export function isGrouped(query: ListQuery): boolean {
  return inDueOrder(query) && query.section !== "on_hold";
}

/** Pages loaded in a row that came back short: a filter that few cases pass is looked for page after page. */
export function shortPages(sizes: readonly number[], full: number): number {
  const last = sizes.findLastIndex((size) => size >= full);
  return sizes.length - 1 - last;
}

export type Line =
  | { kind: "heading"; group: Group; count: number; complete: boolean }
  | { kind: "row"; row: AlertRow; index: number };

/**
 * The lines of a section: its rows in order, a heading where the group changes. A count is complete once the
 * group cannot grow with the next page. Closed cases have no headings.
 */
export function linesOf(rows: readonly AlertRow[], grouped: boolean, hasMore: boolean, now: number): Line[] {
  const lines: Line[] = [];
  let heading: Extract<Line, { kind: "heading" }> | undefined;
  for (const [index, row] of rows.entries()) {
    const group = groupOf(Date.parse(row.due_at), now);
    if (grouped && heading?.group !== group) {
      if (heading) heading.complete = true;
      heading = { kind: "heading", group, count: 0, complete: !hasMore };
      lines.push(heading);
    }
    if (heading) heading.count += 1;
    lines.push({ kind: "row", row, index });
  }
  return lines;
}
