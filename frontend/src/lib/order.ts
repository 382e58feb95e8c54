/** The list with one part taken to another place; the same list where it cannot go. */
export function moved<T>(items: readonly T[], from: number, to: number): T[] {
  const part = items[from];
  if (part === undefined || to < 0 || to >= items.length) return [...items];
  return items.toSpliced(from, 1).toSpliced(to, 0, part);
}

/** The list with one part changed. */
export function replaced<T>(items: readonly T[], index: number, part: Partial<T>): T[] {
  return items.map((item, at) => (at === index ? { ...item, ...part } : item));
}

/** A short name for a new part of a list, unlike those it has. */
export function freshId(prefix: string, taken: readonly { id: string }[]): string {
  const ids = new Set(taken.map(({ id }) => id));
  for (let number = taken.length + 1; ; number += 1) {
    if (!ids.has(`${prefix}${number}`)) return `${prefix}${number}`;
  }
}
