import type { CSSProperties } from "react";
import { useTranslation } from "react-i18next";
import type { Score as ScoreValue } from "@/api/types";
import { useFormat } from "@/lib/format";
import classes from "./Score.module.css";

interface ScoreProps {
  score: ScoreValue | null;
  /** `row`: no tint, in the list. `tile`: tinted, in the case. `small`: tinted, in the history. */
  look: "row" | "tile" | "small";
}

/** A score with its own scale and a meter. The NPS word is said on a 0 to 10 scale only. */
export function Score({ score, look }: ScoreProps) {
  const { t } = useTranslation();
  const format = useFormat();
  if (!score) {
    return (
      <span className={classes.score} data-look={look} data-class="none">
        <span aria-hidden="true">–</span>
        <span className="visually-hidden">{t("score.none")}</span>
      </span>
    );
  }
  const value = format.number(score.value);
  const max = format.number(score.max);
  const text = t("score.of", { value, max });
  const spoken =
    score.kind === "nps" ? t("score.full", { score: text, word: t(`score.${score.class}`) }) : text;
  const span = score.max - score.min;
  const share = span > 0 ? Math.min(1, Math.max(0, (score.value - score.min) / span)) : 0;
  return (
    <span className={classes.score} data-look={look} data-class={score.class} title={spoken}>
      <span className={classes.figure} aria-hidden="true">
        <span className={classes.value}>{value}</span>
        <span className={classes.scale}>{t("score.scale", { max })}</span>
      </span>
      <span
        className={classes.meter}
        style={{ "--share": `${share * 100}%` } as CSSProperties}
        aria-hidden="true"
      />
      <span className="visually-hidden">{spoken}</span>
    </span>
  );
}
