import type { TimelineItem } from "@/api/types";

export type Entry =
  | { kind: "event"; item: TimelineItem }
  /** System events folded between the first and the last two of a long run. */
  | { kind: "folded"; items: TimelineItem[] };

/** A note is told in full, and so are the words somebody wrote; all else is one grey line. */
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

/** A note as it reads today: written anew, or taken away. */
export interface NoteState {
  text: string | null;
  editedAt: string | null;
  deletedAt: string | null;
  mentions: { id: string; name: string }[];
}

const people = (value: unknown) => (Array.isArray(value) ? (value as NoteState["mentions"]) : []);

/** The state of every note by the version of its event. */
export function noteStates(items: readonly TimelineItem[]): Map<number, NoteState> {
  const notes = new Map<number, NoteState>();
  for (const { type, version, data, at } of items) {
    if (type === "noted") {
      const text = typeof data.text === "string" ? data.text : null;
      notes.set(version, { text, editedAt: null, deletedAt: null, mentions: people(data.mentions) });
    }
    const note = notes.get(Number(data.note));
    if (!note) continue;
    if (type === "note_edited") {
      note.text = typeof data.text === "string" ? data.text : note.text;
      note.editedAt = at;
      if (data.mentions) note.mentions = people(data.mentions);
    }
    if (type === "note_deleted") {
      note.text = null;
      note.deletedAt = at;
    }
  }
  return notes;
}

/** The events with their notes as they read today: an edit shows in the note, not as a line of its own. */
export function shownEvents(items: readonly TimelineItem[]): TimelineItem[] {
  return items.filter(({ type }) => type !== "note_edited" && type !== "note_deleted");
}

/** Own notes can be written anew and taken away for this long. */
export const NOTE_MS = 15 * 60_000;
