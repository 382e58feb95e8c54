import type { TimelineItem } from "@/api/types";

export type Entry =
  | { kind: "event"; item: TimelineItem }
  /** System events folded between the first and the last two of a long run. */
  | { kind: "folded"; items: TimelineItem[] };

/** A note, or a contact with words of its own, is told in full; all else is one grey line. */
export function isSystem(item: TimelineItem): boolean {
  return item.type !== "noted";
}

/** Folds long runs of system events: the first and the last two stay, at least two fold. */
export function fold(items: readonly TimelineItem[]): Entry[] {
  const entries: Entry[] = [];
  let run: TimelineItem[] = [];
  const flush = () => {
    const [first, ...rest] = run;
    if (first && run.length > 4) {
      const tail = rest.slice(-2);
      entries.push({ kind: "event", item: first }, { kind: "folded", items: rest.slice(0, -2) });
      for (const item of tail) entries.push({ kind: "event", item });
    } else for (const item of run) entries.push({ kind: "event", item });
    run = [];
  };
  for (const item of items) {
    if (isSystem(item)) run.push(item);
    else {
      flush();
      entries.push({ kind: "event", item });
    }
  }
  flush();
  return entries;
}
