/** What is picked of a list: some rows, or all that its filter matches. */
export interface Selection {
  ids: ReadonlySet<string>;
  /** Where a range begins. */
  anchor: string | null;
  /** Everything the filter matches, loaded or not: how many, and whether more than one order takes. */
  whole: { count: number; more: boolean } | null;
  /** Checkboxes stand in every row, whether one is picked or not. */
  picking: boolean;
}

export const nothing: Selection = { ids: new Set(), anchor: null, whole: null, picking: false };

/** Picks a row, or leaves it out again. Leaving one out of the whole leaves the loaded others. */
export function toggled(selection: Selection, id: string, rows: readonly string[]): Selection {
  const ids = new Set(selection.whole ? rows : selection.ids);
  if (!ids.delete(id)) ids.add(id);
  return { ...selection, ids, anchor: id, whole: null, picking: selection.picking || ids.size > 0 };
}

/** Picks all rows from where the range began to this one. */
export function ranged(selection: Selection, id: string, rows: readonly string[]): Selection {
  const from = selection.anchor === null ? -1 : rows.indexOf(selection.anchor);
  const to = rows.indexOf(id);
  if (from < 0 || to < 0) return toggled(selection, id, rows);
  const ids = new Set(selection.whole ? rows : selection.ids);
  for (const row of rows.slice(Math.min(from, to), Math.max(from, to) + 1)) ids.add(row);
  return { ...selection, ids, whole: null, picking: true };
}

/** Picks every loaded row. */
export function all(selection: Selection, rows: readonly string[]): Selection {
  return { ...selection, ids: new Set(rows), whole: null, picking: true };
}

/** The picked rows that are still in the list, in its order. */
export function picked<T extends { id: string }>({ ids }: Selection, rows: readonly T[]): T[] {
  return ids.size === 0 ? [] : rows.filter(({ id }) => ids.has(id));
}
