import { useCommand } from "./useCommand";

interface NoteArgs {
  text: string;
  /** Ids of the people named in it, who are told. */
  mentions?: string[];
}

/** Adds an internal note. */
export function useAddNote(onDone?: () => void) {
  return useCommand<NoteArgs>({
    action: "note",
    path: "notes",
    body: ({ text, mentions }) => (mentions?.length ? { text, mentions } : { text }),
    onDone,
  });
}

/** Writes a note of one's own anew; `note` is the version of its event. */
export function useEditNote(onDone?: () => void) {
  return useCommand<{ note: number; text: string }>({
    action: "note",
    method: "put",
    path: ({ note }) => `notes/${note}`,
    body: ({ text }) => ({ text }),
    inPlace: true,
    onDone,
  });
}

/** Takes a note of one's own away: that there was one stays. */
export function useDeleteNote() {
  return useCommand<{ note: number }>({
    action: "note",
    method: "delete",
    path: ({ note }) => `notes/${note}`,
  });
}
