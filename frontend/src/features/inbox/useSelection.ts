import { useCallback, useMemo, useRef, useState } from "react";
import type { AlertRow } from "@/api/types";
import { all, nothing, picked, ranged, type Selection, toggled } from "./selection";

/** What is picked of a list; a list of another section or filter begins with nothing. */
export function useSelection(listKey: string, rows: readonly AlertRow[]) {
  const [held, setHeld] = useState<{ key: string; selection: Selection }>({
    key: listKey,
    selection: nothing,
  });
  const selection = held.key === listKey ? held.selection : nothing;
  const chosen = useMemo(() => picked(selection, rows), [selection, rows]);

  // The rows of the moment: what picks stays the same from render to render.
  const now = useRef({ selection, rows, listKey });
  now.current = { selection, rows, listKey };
  const set = useCallback((change: (selection: Selection, rows: string[]) => Selection) => {
    const { selection: current, rows: loaded, listKey: key } = now.current;
    setHeld({
      key,
      selection: change(
        current,
        loaded.map(({ id }) => id),
      ),
    });
  }, []);

  return {
    selection,
    chosen,
    /** How many cases a command would act on. */
    count: selection.whole?.count ?? chosen.length,
    pick: useCallback(
      (id: string, range: boolean) =>
        set((current, loaded) => (range ? ranged : toggled)(current, id, loaded)),
      [set],
    ),
    pickLoaded: useCallback(() => set(all), [set]),
    pickWhole: useCallback(
      (whole: Selection["whole"]) => set((current, loaded) => ({ ...all(current, loaded), whole })),
      [set],
    ),
    start: useCallback(() => set((current) => ({ ...current, picking: true })), [set]),
    clear: useCallback(() => set(() => nothing), [set]),
  };
}

export type Picking = ReturnType<typeof useSelection>;
