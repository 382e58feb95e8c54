import { clip, pieces } from "@/lib/span";
import classes from "./SampleQuote.module.css";

interface MarkedTextProps {
  text: string;
  /** [start, end] in code points. */
  spans: readonly (readonly number[])[];
  limit?: number;
}

/** A comment with the words that counted marked in it. */
export function MarkedText({ text, spans, limit = Number.POSITIVE_INFINITY }: MarkedTextProps) {
  return clip(pieces(text, [{ number: 1, spans }]), limit).map((piece, index) =>
    piece.numbers.length > 0 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text have no other identity
      <mark key={index} className={classes.mark}>
        {piece.text}
      </mark>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text have no other identity
      <span key={index}>{piece.text}</span>
    ),
  );
}
