import { useTranslation } from "react-i18next";
import { useNow } from "@/lib/clock";
import { useFormat } from "@/lib/format";
import type { Sample } from "../types";
import { MarkedText } from "./MarkedText";
import classes from "./SampleQuote.module.css";

/** A feedback the rule would have taken, its words marked. */
export function SampleQuote({ sample }: { sample: Sample }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const { at, place, score, comment, language, spans } = sample;
  const parts = [
    format.date(at, now),
    place,
    score && t("score.of", { value: format.number(score.value), max: format.number(score.max) }),
  ];
  return (
    <figure className={classes.sample}>
      <figcaption>{t("rules.impact.sample", { where: parts.filter(Boolean).join(", ") })}</figcaption>
      {comment ? (
        <blockquote lang={language ?? undefined}>
          <MarkedText text={comment} spans={spans} limit={420} />
        </blockquote>
      ) : (
        <p>{t("list.noComment")}</p>
      )}
    </figure>
  );
}
