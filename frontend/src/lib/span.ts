/** A piece of a comment: plain text, or text that one or more conditions found. */
export interface Piece {
  text: string;
  /** Numbers of the conditions whose span covers the piece; empty when plain. */
  numbers: number[];
  /** Conditions whose span ends with this piece: their number is printed here. */
  ends: number[];
}

interface Span {
  start: number;
  end: number;
  number: number;
}

/**
 * Cuts a comment at the borders of its spans. Offsets count Unicode code points of the original comment;
 * spans outside the comment are cut or dropped.
 */
export function pieces(
  comment: string,
  conditions: readonly { number: number; spans: readonly (readonly number[])[] }[],
): Piece[] {
  const points = Array.from(comment);
  const spans: Span[] = conditions
    .flatMap(({ number, spans: found }) =>
      found.map(([start = 0, end = 0]) => ({
        start: Math.max(0, start),
        end: Math.min(end, points.length),
        number,
      })),
    )
    .filter(({ start, end }) => start < end);
  const borders = [...new Set([0, points.length, ...spans.flatMap(({ start, end }) => [start, end])])].sort(
    (a, b) => a - b,
  );
  const result: Piece[] = [];
  for (let at = 0; at + 1 < borders.length; at += 1) {
    const from = borders[at] as number;
    const to = borders[at + 1] as number;
    const covering = spans.filter(({ start, end }) => start <= from && end >= to);
    result.push({
      text: points.slice(from, to).join(""),
      numbers: [...new Set(covering.map(({ number }) => number))],
      ends: [...new Set(covering.filter(({ end }) => end === to).map(({ number }) => number))],
    });
  }
  return result;
}

/** The distinct words a condition found, as written in the comment. */
export function foundWords(comment: string, spans: readonly (readonly number[])[]): string[] {
  const points = Array.from(comment);
  const words = new Map<string, string>();
  for (const [start = 0, end = 0] of spans) {
    const word = points.slice(start, end).join("");
    const key = word.toLocaleLowerCase();
    if (word && !words.has(key)) words.set(key, word);
  }
  return [...words.values()];
}

/** The first `limit` code points of a cut comment, an ellipsis where it stops. */
export function clip(all: readonly Piece[], limit: number): Piece[] {
  const kept: Piece[] = [];
  let left = limit;
  for (const piece of all) {
    const points = Array.from(piece.text);
    if (points.length > left) {
      kept.push({ text: `${points.slice(0, left).join("").trimEnd()}…`, numbers: piece.numbers, ends: [] });
      break;
    }
    kept.push(piece);
    left -= points.length;
  }
  return kept;
}
