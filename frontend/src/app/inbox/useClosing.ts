import { useRef } from "react";
import { rowOf } from "@/api/cache";
import type { Alert } from "@/api/types";
import { useCloseCase } from "@/features/case/api/useCloseCase";
import type { CloseChoice } from "@/features/case/components/CloseDialog";
import type { Inbox } from "./useInbox";

/** Closes a case and goes on to the next one; comes back when the closing is refused or undone. */
export function useClosing(inbox: Inbox, anonymous: string) {
  // The case opened by closing another one: left again only if the person is still on it.
  const opened = useRef<string | undefined>(undefined);
  const current = useRef(inbox.alertId);
  current.current = inbox.alertId;

  const { close } = useCloseCase({
    onRefused(id) {
      if (current.current === opened.current) inbox.open(id, true);
    },
    onReopened: (id) => inbox.open(id),
  });

  return ({ alert, reason, note, openNext }: CloseChoice & { alert: Alert }) => {
    const { rows } = inbox;
    const index = rows.findIndex(({ id }) => id === alert.id);
    const row = rows[index] ?? rowOf(alert);
    const next = rows[index + 1] ?? (index > 0 ? rows[index - 1] : undefined);
    void close({ row, version: alert.version, name: alert.respondent_name ?? anonymous, reason, note });
    opened.current = openNext ? next?.id : undefined;
    if (openNext && next) {
      inbox.open(next.id, true);
      requestAnimationFrame(() => inbox.listRef.current?.focus(next.id));
    } else inbox.toList();
  };
}
