import type { Columns, Report, Scale } from "./types";

/** What a column of a file may be, in the order of the menu. */
export const roles = [
  "score",
  "comment",
  "place",
  "submitted_at",
  "contact_requested",
  "motive",
  "sub_motive",
  "tags",
  "language",
  "channel",
  "campaign",
  "consent",
  "respondent.id",
  "respondent.name",
  "respondent.email",
  "respondent.phone",
  "respondent.tier",
  "id",
  "updated_at",
] as const;
export type ColumnRole = (typeof roles)[number];

/** Column to role: what the menus show. */
export type Choices = Record<string, ColumnRole>;

/** The roles a report gives its columns. */
export function choicesOf({ columns }: Report): Choices {
  const found: Choices = {};
  for (const [role, column] of Object.entries(columns)) {
    const name = typeof column === "string" ? column : column.path;
    if ((roles as readonly string[]).includes(role)) found[name] = role as ColumnRole;
  }
  return found;
}

/** The scale a report read the score on. */
export function scaleOf({ columns }: Report): Scale | null {
  const { score } = columns;
  return score && typeof score !== "string" ? { min: score.min, max: score.max, kind: score.kind } : null;
}

/** The choices with another role for a column: a role stands once, so another column gives it up. */
export function withRole(choices: Choices, column: string, role: ColumnRole | null): Choices {
  const others = Object.entries(choices).filter(([name, one]) => name !== column && one !== role);
  return Object.fromEntries(role === null ? others : [...others, [column, role]]);
}

/** The choices as the API takes them: role to column. */
export function columnsOf(choices: Choices): Columns {
  return Object.fromEntries(Object.entries(choices).map(([column, role]) => [role, column]));
}
