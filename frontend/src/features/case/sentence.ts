import type { TFunction } from "i18next";
import type { Condition, Score } from "@/api/types";
import type { Format } from "@/lib/format";

const fields = {
  score: "field.score",
  "score.percent": "field.scorePercent",
  "score.class": "field.scoreClass",
  comment: "field.comment",
  "comment.length": "field.commentLength",
  contact_requested: "field.contact_requested",
  channel: "field.channel",
  source: "field.source",
  campaign: "field.campaign",
  language: "field.language",
  place: "field.place",
  motive: "field.motive",
  sub_motive: "field.sub_motive",
  tags: "field.tags",
  submitted_at: "field.submitted_at",
  "submitted_at.hour": "field.submittedHour",
  "submitted_at.weekday": "field.submittedWeekday",
  "respondent.tier": "field.respondentTier",
  "respondent.feedbacks_90d": "field.respondentFeedbacks",
} as const;

const comparisons = { "<": "lt", "<=": "lte", ">": "gt", ">=": "gte", "=": "eq", "!=": "neq" } as const;

const classes = { low: "why.low", middle: "why.middle", high: "why.high" } as const;

const operators = {
  contains: "operator.contains",
  doesNotContain: "operator.doesNotContain",
  beginsWith: "operator.beginsWith",
  doesNotBeginWith: "operator.doesNotBeginWith",
  endsWith: "operator.endsWith",
  doesNotEndWith: "operator.doesNotEndWith",
  null: "operator.null",
  notNull: "operator.notNull",
  in: "operator.in",
  notIn: "operator.notIn",
  within: "operator.within",
  notWithin: "operator.notWithin",
  mentions: "operator.mentions",
  doesNotMention: "operator.doesNotMention",
} as const;

function has<T extends object>(map: T, key: string): key is Extract<keyof T, string> {
  return Object.hasOwn(map, key);
}

export function fieldLabel(field: string, t: TFunction): string {
  if (has(fields, field)) return t(fields[field]);
  const [head = "", ...rest] = field.split(".");
  const name = rest.join(".");
  if (head === "score") return t("field.scoreOf", { name });
  if (head === "answer") return t("field.answerOf", { name });
  if (head === "respondent") return t("field.attributeOf", { name });
  return field;
}

/** Any JSON value as words: numbers and lists by locale, a keyword list by its words. */
export function valueText(value: unknown, t: TFunction, format: Format): string {
  if (value === null || value === undefined) return t("why.absent");
  if (typeof value === "boolean") return t(value ? "why.yes" : "why.no");
  if (typeof value === "number") return format.number(value);
  if (typeof value === "string") return value;
  if (Array.isArray(value)) {
    return format.list(
      value.map((entry) => valueText(entry, t, format)),
      "disjunction",
    );
  }
  const record = value as Record<string, unknown>;
  return valueText(
    record.words ?? record.keywords ?? record.name ?? record.id ?? JSON.stringify(value),
    t,
    format,
  );
}

/** A condition's value as words: the classes of a score have names of their own. */
export function conditionText(field: string, value: unknown, t: TFunction, format: Format): string {
  if (field === "score.class" && typeof value === "string" && has(classes, value)) return t(classes[value]);
  if (field === "score.class" && Array.isArray(value)) {
    return format.list(
      value.map((entry) => conditionText(field, entry, t, format)),
      "disjunction",
    );
  }
  return valueText(value, t, format);
}

/** The condition in words, without the value it found. */
export function sentence(condition: Condition, score: Score | null, t: TFunction, format: Format): string {
  const { field, operator, operand } = condition;
  const comparison = has(comparisons, operator) ? comparisons[operator] : null;
  if (field === "score" && comparison && typeof operand === "number") {
    const value = format.number(operand);
    const scaled = score ? t("score.of", { value, max: format.number(score.max) }) : value;
    return t(`scoreSentence.${comparison}`, { score: scaled });
  }
  const value = conditionText(field, operand, t, format);
  let rest: string;
  if (comparison) rest = t(`operator.${comparison}`, { value });
  else if ((operator === "between" || operator === "notBetween") && Array.isArray(operand)) {
    const [low, high] = operand.map((bound) => valueText(bound, t, format));
    rest = t(`operator.${operator}`, { low, high });
  } else rest = has(operators, operator) ? t(operators[operator], { value }) : `${operator} ${value}`;
  return `${fieldLabel(field, t)} ${rest}`;
}

/** Whether the value found says more than the sentence already does. */
export function showsValue({ operator, value }: Condition): boolean {
  if (value === null || value === undefined) return false;
  if (typeof value === "string" && value.length > 60) return false;
  return !["null", "notNull", "mentions", "doesNotMention", "="].includes(operator);
}
