import type { Condition, Score } from "@/api/types";
import { ConditionText, markedWords } from "@/components/condition/ConditionText";
import type { Names } from "@/lib/criterion";
import classes from "./WhyPanel.module.css";

interface ConditionLineProps {
  condition: Condition;
  comment: string;
  score: Score | null;
  names: Names;
  /** Label of the trigger, when it is not the one of the panel's title. */
  source: string | null;
  active: boolean;
  onActive: (number: number | null) => void;
}

/** One decisive condition in words, with the value it found. */
export function ConditionLine(props: ConditionLineProps) {
  const { condition, comment, score, names, source, active, onActive } = props;
  return (
    <li
      id={`condition-${condition.number}`}
      tabIndex={-1}
      className={classes.line}
      data-active={active || undefined}
      onPointerEnter={() => onActive(condition.number)}
      onPointerLeave={() => onActive(null)}
    >
      <span className={classes.number} data-marked={markedWords(condition, comment).length > 0 || undefined}>
        {condition.number}
      </span>
      <span className={classes.sentence}>
        <ConditionText condition={condition} comment={comment} score={score} names={names} />
      </span>
      {source && <span className={classes.source}>{source}</span>}
    </li>
  );
}
