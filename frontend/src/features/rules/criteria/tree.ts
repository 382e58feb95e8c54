import { add, isRuleGroup, move, remove } from "react-querybuilder";

/** A condition, in react-querybuilder's format. `id` is ours, for React; it is not sent. */
export type Line = {
  id: string;
  field: string;
  operator: string;
  value: unknown;
};

/** A group of conditions and groups, in react-querybuilder's format. */
export type Criteria = {
  id: string;
  combinator: "and" | "or";
  not?: boolean;
  rules: (Line | Criteria)[];
};

/** Where a node stands: the index at each level, empty for the root. */
export type Path = readonly number[];

/** How the parts of a group count together. */
export type Mode = "all" | "any" | "none" | "notAll";

export function isGroup(node: Line | Criteria): node is Criteria {
  return isRuleGroup(node);
}

export function modeOf({ combinator, not }: Criteria): Mode {
  if (not) return combinator === "or" ? "none" : "notAll";
  return combinator === "or" ? "any" : "all";
}

export function withMode(group: Criteria, mode: Mode): Criteria {
  const { not: _, ...rest } = group;
  const combinator = mode === "any" || mode === "none" ? "or" : "and";
  return mode === "none" || mode === "notAll" ? { ...rest, combinator, not: true } : { ...rest, combinator };
}

function newId(): string {
  return crypto.randomUUID();
}

/** A condition not filled in yet. */
export function newLine(field = "comment", operator = "mentions", value: unknown = undefined): Line {
  return { id: newId(), field, operator, value };
}

export function newGroup(...rules: (Line | Criteria)[]): Criteria {
  return { id: newId(), combinator: "or", rules };
}

/** Criteria as the API wrote them, every node with an id of ours. */
export function opened(criteria: unknown): Criteria {
  const node = criteria as Partial<Criteria>;
  return {
    id: newId(),
    combinator: node.combinator === "or" ? "or" : "and",
    ...(node.not && { not: true }),
    rules: (node.rules ?? []).map((part) => {
      const line = part as Partial<Line>;
      if (isGroup(part)) return opened(part);
      return newLine(line.field ?? "", line.operator ?? "", line.value);
    }),
  };
}

type Written = {
  combinator: string;
  not?: true;
  rules: (Written | { field: string; operator: string; value: unknown })[];
};

/** Criteria as the API takes them: without ids. */
export function written({ combinator, not, rules }: Criteria): Written {
  return {
    combinator,
    ...(not && { not: true as const }),
    rules: rules.map((part) => {
      if (isGroup(part)) return written(part);
      const { field, operator, value } = part;
      return { field, operator, value: value ?? null };
    }),
  };
}

/** Every condition of a tree with the place where it stands. */
export function lines(group: Criteria, path: Path = []): { line: Line; path: Path }[] {
  return group.rules.flatMap((part, index) =>
    isGroup(part) ? lines(part, [...path, index]) : [{ line: part, path: [...path, index] }],
  );
}

const asQuery = (criteria: Criteria) => criteria as unknown as Parameters<typeof add>[0];
const fromQuery = (query: unknown) => query as Criteria;

export function addTo(criteria: Criteria, path: Path, part: Line | Criteria): Criteria {
  return fromQuery(add(asQuery(criteria), part as Line, [...path]));
}

/** Takes a part away; a group left empty by it goes too. */
export function removeAt(criteria: Criteria, path: Path): Criteria {
  const next = fromQuery(remove(asQuery(criteria), [...path]));
  const parent = path.slice(0, -1);
  if (parent.length === 0) return next;
  const group = at(next, parent);
  return group && isGroup(group) && group.rules.length === 0 ? removeAt(next, parent) : next;
}

/** The node at a path; undefined when there is none. */
export function at(criteria: Criteria, path: Path): Line | Criteria | undefined {
  let node: Line | Criteria | undefined = criteria;
  for (const index of path) node = node && isGroup(node) ? node.rules[index] : undefined;
  return node;
}

/** Puts another condition or group at a path. */
export function replaceAt(criteria: Criteria, path: Path, part: Line | Criteria): Criteria {
  const [index, ...rest] = path;
  if (index === undefined) return part as Criteria;
  const rules = criteria.rules.map((child, place) => {
    if (place !== index) return child;
    return isGroup(child) && rest.length > 0 ? replaceAt(child, rest, part) : part;
  });
  return { ...criteria, rules };
}

/** Moves a part one place up or down within its group. */
export function shift(criteria: Criteria, path: Path, by: "up" | "down"): Criteria {
  const last = path.at(-1) ?? 0;
  const parent = at(criteria, path.slice(0, -1));
  const count = parent && isGroup(parent) ? parent.rules.length : 0;
  if (by === "up" ? last === 0 : last >= count - 1) return criteria;
  return fromQuery(
    move(asQuery(criteria), [...path], [...path.slice(0, -1), by === "up" ? last - 1 : last + 2]),
  );
}

/** Sets how the parts of a group count together. */
export function setMode(criteria: Criteria, path: Path, mode: Mode): Criteria {
  const group = at(criteria, path);
  return group && isGroup(group) ? replaceAt(criteria, path, withMode(group, mode)) : criteria;
}

/** Puts a part into a group of its own. */
export function wrapAt(criteria: Criteria, path: Path): Criteria {
  const part = at(criteria, path);
  return part ? replaceAt(criteria, path, newGroup(part)) : criteria;
}
