/** What a node of a tree of places is known by. */
interface Node {
  id: string;
  name: string;
  parent: string | null;
}

export interface Branch<T> {
  node: T;
  depth: number;
  /** How many nodes lie below it, at any depth. */
  below: number;
}

/** Nodes in tree order, each under its parent, by name. One whose parent is not among them is a root. */
export function inTreeOrder<T extends Node>(nodes: readonly T[]): Branch<T>[] {
  const ids = new Set(nodes.map(({ id }) => id));
  const children = new Map<string | null, T[]>();
  for (const node of nodes) {
    const parent = node.parent !== null && ids.has(node.parent) ? node.parent : null;
    children.set(parent, [...(children.get(parent) ?? []), node]);
  }
  const walk = (parent: string | null, depth: number): Branch<T>[] =>
    (children.get(parent) ?? [])
      .toSorted((a, b) => a.name.localeCompare(b.name))
      .flatMap((node) => {
        const inside = walk(node.id, depth + 1);
        return [{ node, depth, below: inside.length }, ...inside];
      });
  return walk(null, 0);
}

/** The names from the root to a node. */
export function pathOf<T extends Node>(nodes: ReadonlyMap<string, T>, id: string): T[] {
  const path: T[] = [];
  let at = nodes.get(id);
  while (at && !path.includes(at)) {
    path.unshift(at);
    at = at.parent === null ? undefined : nodes.get(at.parent);
  }
  return path;
}

/** The nodes that lie in one of these, themselves included. */
export function within<T extends Node>(nodes: readonly T[], roots: Iterable<string>): T[] {
  const known = new Map(nodes.map((node) => [node.id, node]));
  const wanted = new Set(roots);
  return nodes.filter(({ id }) => pathOf(known, id).some((step) => wanted.has(step.id)));
}

/** The nodes that have nothing below them: the stores. */
export function leaves<T extends Node>(nodes: readonly T[]): T[] {
  const parents = new Set(nodes.map(({ parent }) => parent));
  return nodes.filter(({ id }) => !parents.has(id));
}
