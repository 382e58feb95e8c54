import { useEffect, useRef, useState } from "react";
import { SEARCH_ID } from "@/features/inbox/components/SearchBox";
import { isCaseNumber } from "./search";
import type { Inbox } from "./useInbox";

/** The search: in the navigation where it has room, else above the list. */
export function useSearching(inbox: Inbox, inList: boolean) {
  const { query, rows, list, search, setSearch } = inbox;
  const [open, setOpen] = useState(false);
  const wanted = useRef(false);
  const typed = useRef<string>(undefined);

  // Enter pressed before the answer waits for it; a case number opens its case as soon as it is found.
  const answered = query.q !== undefined && !list.isFetching;
  const [first] = rows;
  const firstId = first?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each answer
  useEffect(() => {
    if (!answered || !firstId) return;
    // Coming back to a search opens nothing by itself.
    const number = query.q !== undefined && isCaseNumber(query.q) && typed.current === query.q;
    if (!wanted.current && !number) return;
    const opens = number && rows.length === 1;
    wanted.current = false;
    typed.current = undefined;
    if (opens) inbox.open(firstId);
    else inbox.listRef.current?.focus(firstId);
  }, [answered, query.q, firstId]);

  return {
    inList,
    open,
    /** The key or the icon: the cursor goes into the box, wherever it is. */
    start() {
      if (inList) {
        if (!inbox.wide && inbox.alertId) inbox.toList();
        setOpen(true);
      }
      requestAnimationFrame(() => document.getElementById(SEARCH_ID)?.focus());
    },
    leave: () => setOpen(false),
    search(q: string | undefined) {
      wanted.current = false;
      typed.current = q;
      setSearch({ ...search, q, in: q === undefined ? undefined : search.in }, search.q !== undefined);
    },
    everywhere: (all: boolean) => setSearch({ ...search, in: all ? "all" : undefined }, true),
    enter() {
      if (answered && firstId) inbox.listRef.current?.focus(firstId);
      else wanted.current = true;
    },
  };
}

export type Searching = ReturnType<typeof useSearching>;
