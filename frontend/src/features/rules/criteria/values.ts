import { asMention } from "@/lib/criterion";
import type { FieldInfo } from "../types";
import { type Criteria, type Line, lines, newLine } from "./tree";

/** How the value of a condition is written. */
export type Editor =
  | "none"
  | "number"
  | "numbers"
  | "text"
  | "texts"
  | "choice"
  | "choices"
  | "flag"
  | "mentions"
  | "places"
  | "date"
  | "dates";

const ranged = ["between", "notBetween"];
const listed = ["in", "notIn"];
const textual = [
  "contains",
  "doesNotContain",
  "beginsWith",
  "doesNotBeginWith",
  "endsWith",
  "doesNotEndWith",
];
const patterns = ["matches", "doesNotMatch"];

/** The field of the catalogue that a condition names; of a family, a field of its own with the rest as its name. */
export function fieldOf(name: string, fields: readonly FieldInfo[]): FieldInfo | undefined {
  const known = fields.find((field) => !field.family && field.name === name);
  if (known) return known;
  return fields.find((field) => field.family && name.startsWith(field.name));
}

export function editorOf(field: FieldInfo | undefined, operator: string): Editor {
  if (operator === "null" || operator === "notNull") return "none";
  if (operator === "mentions" || operator === "doesNotMention") return "mentions";
  if (operator === "within" || operator === "notWithin") return "places";
  if (textual.includes(operator) || patterns.includes(operator)) return "text";
  const type = field?.type ?? "text";
  if (type === "flag") return "flag";
  if (type === "date") return ranged.includes(operator) ? "dates" : "date";
  const offered = choicesOf(field);
  if (listed.includes(operator)) return offered ? "choices" : "texts";
  if (offered) return "choice";
  if (type === "number") return ranged.includes(operator) ? "numbers" : "number";
  return ranged.includes(operator) ? "numbers" : "text";
}

const WEEKDAYS = ["1", "2", "3", "4", "5", "6", "7"];

/** The values a field offers; days of the week are named by the language shown. */
export function choicesOf(field: FieldInfo | undefined): readonly { value: string; label: string }[] | null {
  if (field?.name === "submitted_at.weekday") return WEEKDAYS.map((value) => ({ value, label: value }));
  return field?.values && field.values.length > 0 ? field.values : null;
}

/** A value of this editor with nothing in it. */
function emptyValue(editor: Editor): unknown {
  if (editor === "flag") return true;
  if (editor === "texts" || editor === "choices" || editor === "places") return [];
  if (editor === "numbers" || editor === "dates") return [null, null];
  if (editor === "mentions") return asMention(null);
  return null;
}

/** What of a value still fits when the operator or the field changes. */
function keep(value: unknown, from: Editor, to: Editor): unknown {
  if (from === to) return value ?? emptyValue(to);
  if (from === "choice" && to === "choices") return value === null || value === undefined ? [] : [value];
  if (from === "choices" && to === "choice") return Array.isArray(value) ? (value[0] ?? null) : null;
  if (from === "number" && to === "numbers") return [null, value ?? null];
  if (from === "numbers" && to === "number") return Array.isArray(value) ? value[1] : null;
  return emptyValue(to);
}

/** The condition with another operator; its value stays where it still fits. */
export function withOperator(line: Line, operator: string, fields: readonly FieldInfo[]): Line {
  const field = fieldOf(line.field, fields);
  const from = editorOf(field, line.operator);
  return { ...line, operator, value: keep(line.value, from, editorOf(field, operator)) };
}

const usual = ["mentions", "within", "<", "=", "in", "contains"];

/** The condition on another field; operator and value stay where they still fit. */
export function withField(line: Line, name: string, fields: readonly FieldInfo[]): Line {
  const field = fieldOf(name, fields);
  const operators = field?.operators ?? [];
  const known = usual.find((operator) => operators.includes(operator)) ?? operators[0] ?? "=";
  const before = fieldOf(line.field, fields);
  const same = before?.type === field?.type && operators.includes(line.operator);
  const operator = same && field?.values === null ? line.operator : known;
  return { ...line, field: name, operator, value: emptyValue(editorOf(field, operator)) };
}

/** A condition to fill in, on the comment where the catalogue has it. */
export function blankLine(fields: readonly FieldInfo[]): Line {
  return withField(newLine("", ""), fieldOf("comment", fields) ? "comment" : (fields[0]?.name ?? ""), fields);
}

/** Whether a condition says what it compares with. */
export function isComplete(line: Line, fields: readonly FieldInfo[]): boolean {
  const { field, value } = line;
  const info = fieldOf(field, fields);
  if (!field || (info?.family && field === info.name)) return false;
  const editor = editorOf(info, line.operator);
  if (editor === "none" || editor === "flag") return true;
  if (editor === "mentions") {
    const { words, lists } = asMention(value);
    return words.length + lists.length > 0;
  }
  if (editor === "numbers" || editor === "dates") {
    return (
      Array.isArray(value) && value.length === 2 && value.every((bound) => bound !== null && bound !== "")
    );
  }
  if (Array.isArray(value)) return value.length > 0;
  return value !== null && value !== undefined && value !== "";
}

/** Whether every condition is filled in, and there is at least one. */
export function isWhole(criteria: Criteria, fields: readonly FieldInfo[]): boolean {
  const all = lines(criteria);
  return all.length > 0 && all.every(({ line }) => isComplete(line, fields));
}
