import { useTranslation } from "react-i18next";
import { tellCriteria } from "../criteria/sentence";
import type { Criteria, Line } from "../criteria/tree";
import type { RuleBody } from "../types";
import { useTelling } from "../useTelling";
import classes from "./RuleSentence.module.css";

interface RuleSentenceProps {
  criteria: Criteria;
  kind: RuleBody["kind"];
  notify: boolean;
  complete: (line: Line) => boolean;
  scoreMax: number | null;
}

/** The rule as one sentence that follows every change. */
export function RuleSentence({ criteria, kind, notify, complete, scoreMax }: RuleSentenceProps) {
  const { t } = useTranslation();
  const telling = useTelling(scoreMax);
  const words = tellCriteria(criteria, kind === "alert" && !notify ? "quiet" : kind, {
    ...telling,
    complete,
  });
  return (
    <p className={classes.sentence}>
      <span className="visually-hidden">{t("rules.sentence.label")} </span>
      {words.map(({ text, strong }, index) =>
        strong ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a sentence have no other identity
          <strong key={index}>{text}</strong>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a sentence have no other identity
          <span key={index}>{text}</span>
        ),
      )}
    </p>
  );
}
