import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Condition } from "@/api/types";
import { clip, pieces } from "@/lib/span";
import classes from "./Verbatim.module.css";

interface VerbatimProps {
  comment: string | null;
  language: string | null;
  conditions: readonly Condition[];
  /** The condition under the pointer or the focus, here or in the panel below. */
  active: number | null;
  onActive: (number: number | null) => void;
  /** Shows a condition in the panel below. */
  onPoint: (number: number) => void;
}

const LONG = 1200;

/** The customer's words, as text and nothing else, with the words that opened the case marked. */
export function Verbatim({ comment, language, conditions, active, onActive, onPoint }: VerbatimProps) {
  const { t } = useTranslation();
  const [whole, setWhole] = useState(false);
  const all = useMemo(() => pieces(comment ?? "", conditions), [comment, conditions]);
  if (!comment?.trim()) return <p className={classes.none}>{t("case.noComment")}</p>;
  const long = Array.from(comment).length > LONG;
  const shown = long && !whole ? clip(all, LONG) : all;

  return (
    <div className={classes.verbatim}>
      <blockquote className={classes.quote} lang={language ?? undefined} dir="auto">
        {shown.map((piece, index) =>
          piece.numbers.length === 0 ? (
            piece.text
          ) : (
            <mark
              // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text have no other identity
              key={index}
              data-active={(active !== null && piece.numbers.includes(active)) || undefined}
              onPointerEnter={() => onActive(piece.numbers[0] ?? null)}
              onPointerLeave={() => onActive(null)}
            >
              {piece.text}
              {piece.ends.map((number) => (
                <sup key={number}>
                  <button
                    type="button"
                    aria-label={t("case.condition", { number })}
                    onClick={() => onPoint(number)}
                    onFocus={() => onActive(number)}
                    onBlur={() => onActive(null)}
                  >
                    {number}
                  </button>
                </sup>
              ))}
            </mark>
          ),
        )}
      </blockquote>
      {long && (
        <button
          type="button"
          className={classes.toggle}
          aria-expanded={whole}
          onClick={() => setWhole(!whole)}
        >
          {t(whole ? "case.showLess" : "case.showAll")}
        </button>
      )}
    </div>
  );
}
