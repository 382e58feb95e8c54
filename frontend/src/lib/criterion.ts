import type { TFunction } from "i18next";
import type { Format } from "./format";

/** A condition of a rule: what is asked of which field. */
export interface Criterion {
  field: string;
  operator: string;
  value: unknown;
}

/** What turns ids into names: of places and sources by field, of keyword lists under "list". */
export type Names = (field: string, id: string) => string | undefined;

interface Context {
  t: TFunction;
  format: Format;
  /** The highest score of the scale, where one is known. */
  scoreMax?: number | null;
  names?: Names;
}

/** The value of `mentions` as an object. */
export interface Mention {
  words: string[];
  lists: string[];
  except: string[];
  inflected: boolean;
  language: "fr" | "en" | null;
}

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
  matches: "operator.matches",
  doesNotMatch: "operator.doesNotMatch",
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

/** A field with its article: "La note", "La réponse « accueil »". */
export function fieldLabel(field: string, t: TFunction): string {
  if (has(fields, field)) return t(fields[field]);
  const [head = "", ...rest] = field.split(".");
  const name = rest.join(".");
  if (head === "score") return t("field.scoreOf", { name });
  if (head === "answer") return t("field.answerOf", { name });
  if (head === "respondent") return t("field.attributeOf", { name });
  return field;
}

/** Whatever form `mentions` was written in, as an object; a text may hold several words, a comma between. */
export function asMention(value: unknown): Mention {
  const none: Mention = { words: [], lists: [], except: [], inflected: false, language: null };
  if (typeof value === "string") return { ...none, words: value ? [value] : [] };
  const texts = (entry: unknown) =>
    Array.isArray(entry) ? entry.filter((word): word is string => typeof word === "string") : [];
  if (Array.isArray(value)) return { ...none, words: texts(value) };
  if (typeof value !== "object" || value === null) return none;
  const record = value as Record<string, unknown>;
  const { language } = record;
  return {
    words: texts(record.words ?? record.keywords),
    lists: texts(record.lists),
    except: texts(record.except),
    inflected: record.inflected === true,
    language: language === "fr" || language === "en" ? language : null,
  };
}

function mentionText(value: unknown, { t, format, names }: Context): string {
  const { words, lists, except } = asMention(value);
  const named = lists.map((id) => t("operator.wordOfList", { name: names?.("list", id) ?? id }));
  const quoted = (list: string[]) => list.map((word) => t("operator.quoted", { word }));
  const shown =
    words.length > 6
      ? [...quoted(words.slice(0, 5)), t("operator.otherWords", { count: words.length - 5 })]
      : quoted(words);
  const found = format.list([...named, ...shown], "disjunction");
  if (except.length === 0) return found;
  return t("operator.except", { words: found, except: format.list(quoted(except), "disjunction") });
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
  const { words } = asMention(value);
  return words.length > 0 ? valueText(words, t, format) : JSON.stringify(value);
}

const DATE = /^\d{4}-\d{2}-\d{2}(T|$)/;

/** The value of a field as words: ids by their names, classes, weekdays and dates by locale. */
export function operandText(field: string, value: unknown, context: Context): string {
  const { t, format, names } = context;
  if (Array.isArray(value)) {
    return format.list(
      value.map((entry) => operandText(field, entry, context)),
      "disjunction",
    );
  }
  if (field === "score.class" && typeof value === "string" && has(classes, value)) return t(classes[value]);
  if (field === "submitted_at" && typeof value === "string" && DATE.test(value)) return format.date(value);
  if (field === "submitted_at.weekday" && /^[1-7]$/.test(String(value))) return format.weekday(Number(value));
  if (typeof value === "string" || typeof value === "number") {
    const name = names?.(field, String(value));
    if (name) return name;
  }
  if (field === "score.percent" && typeof value === "number") {
    return t("operator.percent", { value: format.number(value) });
  }
  return valueText(value, t, format);
}

function scoreText(value: unknown, { t, format, scoreMax }: Context): string {
  const shown = typeof value === "number" ? format.number(value) : valueText(value, t, format);
  return scoreMax ? t("score.of", { value: shown, max: format.number(scoreMax) }) : shown;
}

/** A condition in words: "La note est inférieure à 5 sur 10". */
export function clause({ field, operator, value }: Criterion, context: Context): string {
  const { t, format } = context;
  const label = fieldLabel(field, t);
  const comparison = has(comparisons, operator) ? comparisons[operator] : null;
  const score = field === "score" || (/^score\./.test(field) && !has(fields, field));
  if (field === "score" && comparison && typeof value === "number") {
    return t(`scoreSentence.${comparison}`, { score: scoreText(value, context) });
  }
  if (
    field === "contact_requested" &&
    (operator === "=" || operator === "!=") &&
    typeof value === "boolean"
  ) {
    return t(value === (operator === "=") ? "operator.wantsContact" : "operator.wantsNoContact");
  }
  if (operator === "mentions" || operator === "doesNotMention") {
    return `${label} ${t(`operator.${operator}`, { value: mentionText(value, context) })}`;
  }
  if (operator === "between" || operator === "notBetween") {
    const [low, high] = Array.isArray(value) ? value : [];
    const bound = (entry: unknown) => operandText(field, entry, context);
    const top = score ? scoreText(high, context) : bound(high);
    return `${label} ${t(`operator.${operator}`, { low: bound(low), high: top })}`;
  }
  const text =
    score && !Array.isArray(value) ? scoreText(value, context) : operandText(field, value, context);
  if (comparison && field === "submitted_at")
    return `${label} ${t(`dateOperator.${comparison}`, { value: text })}`;
  if (comparison) return `${label} ${t(`operator.${comparison}`, { value: text })}`;
  const rest = has(operators, operator)
    ? t(operators[operator], { value: text })
    : `${operator} ${valueText(value, t, format)}`;
  return `${label} ${rest}`;
}
