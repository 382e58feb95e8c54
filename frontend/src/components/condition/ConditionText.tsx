import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import type { Condition, Score } from "@/api/types";
import { clause, fieldLabel, type Names, operandText } from "@/lib/criterion";
import { useFormat } from "@/lib/format";
import { foundWords } from "@/lib/span";
import classes from "./ConditionText.module.css";

interface ConditionTextProps {
  condition: Condition;
  comment: string;
  score: Score | null;
  names?: Names;
  /** Also says the value where the condition alone would do: what decided against it is not in its words. */
  always?: boolean;
}

/** Whether the value found says more than the sentence already does. */
export function showsValue({ operator, value }: Condition): boolean {
  if (value === null || value === undefined) return false;
  if (typeof value === "string" && value.length > 60) return false;
  return !["null", "notNull", "mentions", "doesNotMention", "=", "within"].includes(operator);
}

/** Whether the value found can be told at all: a comment stands beside its conditions, a place is many ids. */
function tellsValue({ field, operator }: Condition): boolean {
  return field !== "comment" && field !== "place" && operator !== "null" && operator !== "notNull";
}

/** The words of the comment that a condition found. */
export function markedWords({ field, spans }: Condition, comment: string): string[] {
  return field === "comment" ? foundWords(comment, spans) : [];
}

/** A condition in words with what it found: marked words, or the value. */
export function ConditionText({ condition, comment, score, names, always }: ConditionTextProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { field, operator, operand: value, negated } = condition;
  const words = markedWords(condition, comment);
  if (words.length > 0) {
    return (
      <>
        {operator === "mentions" ? t("why.mentions") : fieldLabel(field, t)} <Words words={words} />
      </>
    );
  }
  const context = { t, format, scoreMax: score?.max ?? null, names };
  const text = clause({ field, operator, value }, context);
  return (
    <>
      {negated ? t("why.negated", { sentence: text }) : text}
      {(always ? tellsValue(condition) : showsValue(condition)) && (
        <>
          {t("why.separator")}
          <strong className={classes.value}>{operandText(field, condition.value, context)}</strong>
        </>
      )}
    </>
  );
}

/** Marked words, joined as the language does. */
function Words({ words }: { words: string[] }) {
  const { i18n } = useTranslation();
  const parts = new Intl.ListFormat(i18n.language, { type: "conjunction" }).formatToParts(words);
  return parts.map((part, index) =>
    part.type === "element" ? (
      <mark key={part.value} className={classes.mark}>
        {part.value}
      </mark>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the separators of a list have no other identity
      <Fragment key={index}>{part.value}</Fragment>
    ),
  );
}
