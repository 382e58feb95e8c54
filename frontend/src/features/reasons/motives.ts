import type { Motive } from "@/api/admin";

/** Motives, each followed by its sub-motives, in the order the API gives. */
export function inOrder(motives: readonly Motive[]): Motive[] {
  const ids = new Set(motives.map(({ id }) => id));
  const roots = motives.filter(({ parent }) => parent === null || !ids.has(parent));
  return roots.flatMap((root) => [root, ...motives.filter(({ parent }) => parent === root.id)]);
}
