import type { Cell, Mapping, Preview, Role } from "./types";

/** The roles that most sources have, in the order they are shown; the others stand behind them. */
export const mainRoles: readonly Role[] = [
  "score",
  "comment",
  "place",
  "submitted_at",
  "contact_requested",
  "motive",
  "respondent.name",
  "respondent.email",
  "respondent.phone",
];
export const otherRoles: readonly Role[] = [
  "sub_motive",
  "tags",
  "language",
  "channel",
  "campaign",
  "consent",
  "respondent.id",
  "respondent.tier",
];

/** How a role is chosen: left to what is recognised, said to be absent, or a path. */
export function chosen(mapping: Mapping, role: Role): "auto" | "none" | { path: string } {
  const value = role === "score" ? mapping.score?.path : mapping[role];
  if (value === null || value === undefined) return "auto";
  return value === "" ? "none" : { path: value };
}

/** The mapping with another path for one role: null leaves it to what is recognised, "" says there is none. */
export function withPath(mapping: Mapping, role: Role, path: string | null): Mapping {
  if (role !== "score") return { ...mapping, [role]: path };
  if (path === null) return { ...mapping, score: null };
  const { min, max, kind } = mapping.score ?? { min: 0, max: 10, kind: "nps" as const };
  return { ...mapping, score: { path, min, max, kind } };
}

/** The mapping where a delivery without the role is set aside, or no longer. */
export function withRequired(mapping: Mapping, role: Role, required: boolean): Mapping {
  const others = mapping.required.filter((one) => one !== role);
  return { ...mapping, required: required ? [...others, role] : others };
}

/** Whether two mappings say the same. */
export function sameMapping(one: Mapping, other: Mapping): boolean {
  const text = (mapping: Mapping) =>
    JSON.stringify(
      [...mainRoles, ...otherRoles].map((role) =>
        role === "score" ? (mapping.score ?? null) : (mapping[role] ?? null),
      ),
    ) + JSON.stringify(mapping.required.toSorted());
  return text(one) === text(other);
}

/** The number of each path that a role takes, in the order of the table. */
export function numbersOf(roles: readonly Role[], preview: Preview | undefined): Map<string, number> {
  const numbers = new Map<string, number>();
  roles.forEach((role, index) => {
    const row = preview?.roles.find((one) => one.role === role);
    if (row?.found && row.path && !numbers.has(row.path)) numbers.set(row.path, index + 1);
  });
  return numbers;
}

export interface Branch {
  name: string;
  path: string;
  /** Undefined for a branch that holds others. */
  cell?: Cell;
  inside: Branch[];
}

/** The cells of a delivery as the tree their paths make. */
export function treeOf(cells: readonly Cell[]): Branch[] {
  const top: Branch[] = [];
  for (const cell of cells) {
    let level = top;
    const steps = cell.path.split(".");
    steps.forEach((name, index) => {
      const path = steps.slice(0, index + 1).join(".");
      let branch = level.find((one) => one.name === name);
      if (!branch) {
        branch = { name, path, inside: [] };
        level.push(branch);
      }
      if (index === steps.length - 1) branch.cell = cell;
      level = branch.inside;
    });
  }
  return top;
}
