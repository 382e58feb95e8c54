import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import type { Condition, Score } from "@/api/types";
import { useFormat } from "@/lib/format";
import { foundWords } from "@/lib/span";
import { conditionText, fieldLabel, sentence, showsValue } from "../sentence";
import classes from "./WhyPanel.module.css";

interface ConditionLineProps {
  condition: Condition;
  comment: string;
  score: Score | null;
  /** Label of the trigger, when it is not the one of the panel's title. */
  source: string | null;
  active: boolean;
  onActive: (number: number | null) => void;
}

/** One decisive condition in words, with the value it found. */
export function ConditionLine({ condition, comment, score, source, active, onActive }: ConditionLineProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = condition.field === "comment" ? foundWords(comment, condition.spans) : [];
  const text = sentence(condition, score, t, format);
  return (
    <li
      id={`condition-${condition.number}`}
      tabIndex={-1}
      className={classes.line}
      data-active={active || undefined}
      onPointerEnter={() => onActive(condition.number)}
      onPointerLeave={() => onActive(null)}
    >
      <span className={classes.number} data-marked={words.length > 0 || undefined}>
        {condition.number}
      </span>
      <span className={classes.sentence}>
        {words.length > 0 ? (
          <>
            {condition.operator === "mentions" ? t("why.mentions") : `${fieldLabel(condition.field, t)} `}{" "}
            <Words words={words} />
          </>
        ) : (
          <>
            {condition.negated ? t("why.negated", { sentence: text }) : text}
            {showsValue(condition) && (
              <>
                {t("why.separator")}
                <strong>{conditionText(condition.field, condition.value, t, format)}</strong>
              </>
            )}
          </>
        )}
      </span>
      {source && <span className={classes.source}>{source}</span>}
    </li>
  );
}

/** Marked words, joined as the language does. */
function Words({ words }: { words: string[] }) {
  const { i18n } = useTranslation();
  const parts = new Intl.ListFormat(i18n.language, { type: "conjunction" }).formatToParts(words);
  return parts.map((part, index) =>
    part.type === "element" ? (
      <mark key={part.value}>{part.value}</mark>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the separators of a list have no other identity
      <Fragment key={index}>{part.value}</Fragment>
    ),
  );
}
