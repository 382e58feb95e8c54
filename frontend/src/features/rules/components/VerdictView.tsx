import { useTranslation } from "react-i18next";
import { ConditionText, markedWords } from "@/components/condition/ConditionText";
import { IconCircleCheck, IconCircleOff } from "@/components/ui/Icons";
import { Score } from "@/components/ui/Score";
import type { Checked } from "../types";
import { useNames } from "../useTelling";
import { MarkedText } from "./MarkedText";
import classes from "./TestDialog.module.css";

/** Whether the criteria fire on a feedback, and each condition that decided it with what it found. */
export function VerdictView({ verdict }: { verdict: Checked }) {
  const { t } = useTranslation();
  const names = useNames();
  const { fired, conditions, comment, score, place } = verdict;
  const Icon = fired ? IconCircleCheck : IconCircleOff;
  const spans = conditions.flatMap((condition) => (condition.field === "comment" ? condition.spans : []));
  return (
    <section className={classes.verdict} aria-live="polite">
      <h3 data-fired={fired || undefined}>
        <Icon size={20} stroke={1.75} aria-hidden />
        {t(fired ? "rules.test.fired" : "rules.test.notFired")}
      </h3>
      <div className={classes.feedback}>
        <Score score={score} look="tile" />
        <div>
          {comment ? (
            <blockquote>
              <MarkedText text={comment} spans={spans} limit={1200} />
            </blockquote>
          ) : (
            <p>{t("list.noComment")}</p>
          )}
          {place && <p className={classes.when}>{place.name}</p>}
        </div>
      </div>
      <h4>{t(fired ? "rules.test.because" : "rules.test.becauseNot")}</h4>
      <ol className={classes.conditions}>
        {conditions.map((condition) => (
          <li key={condition.number}>
            <span
              className={classes.number}
              data-marked={markedWords(condition, comment ?? "").length > 0 || undefined}
            >
              {condition.number}
            </span>
            <span>
              <ConditionText
                condition={condition}
                comment={comment ?? ""}
                score={score}
                names={names}
                always
              />
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
