import { useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { takeRowOut } from "@/api/cache";
import { keys } from "@/api/keys";
import type { Alert, Person, Section } from "@/api/types";
import { useReopenCase } from "@/features/case/api/useReopenCase";
import { useTake } from "@/features/case/api/useTake";
import {
  useAct,
  useAssign,
  useDelegate,
  useHold,
  useResume,
  useShare,
  useSpam,
  useTransfer,
  useUnspam,
} from "@/features/case/api/useTreat";
import { planDraftKey } from "@/features/case/drafts";
import { openNext } from "@/features/case/follow";
import { saveDraft } from "@/lib/drafts";
import { showToast } from "@/lib/toast";
import { useClosing } from "./useClosing";
import type { Inbox } from "./useInbox";

/**
 * The commands on cases. They live beside the list, not in a case: what takes a case off the list goes on to the
 * next one, and the toast undoes it from there.
 */
export function useTreating(inbox: Inbox, anonymous: string) {
  const client = useQueryClient();
  const close = useClosing(inbox, anonymous);
  const nameOf = (alert: Alert) => alert.respondent_name ?? anonymous;
  const target = (alert: Alert) => ({ id: alert.id, name: nameOf(alert), version: alert.version });
  const stale = (...sections: Section[]) => {
    for (const section of sections) {
      void client.invalidateQueries({ queryKey: [...keys.lists, section] });
    }
  };

  /** The case left the sections that hold it: the next one shows, as after closing. */
  function leave(alert: Alert) {
    const { rows } = inbox;
    const index = rows.findIndex(({ id }) => id === alert.id);
    const next = rows[index + 1] ?? (index > 0 ? rows[index - 1] : undefined);
    takeRowOut(client, alert.id);
    if (inbox.alertId !== alert.id || index < 0) return;
    if (openNext.get() && next) {
      inbox.open(next.id, true);
      requestAnimationFrame(() => inbox.listRef.current?.focus(next.id));
    } else if (!inbox.wide) inbox.toList();
  }

  /** An undone command: the case is where it was, and shown again. */
  function back(alert: Alert) {
    void client.invalidateQueries({ queryKey: keys.lists });
    showToast({ text: "toast.reverted", name: nameOf(alert) });
    inbox.open(alert.id);
  }

  const undoHold = useResume(back);
  const undoAssign = useAssign(back);
  const undoSpam = useUnspam(back);

  const hold = useHold((alert) => {
    leave(alert);
    stale("on_hold");
    showToast({
      text: "toast.held",
      name: nameOf(alert),
      undo: () => undoHold.run(target(alert), undefined),
    });
  });
  const spam = useSpam((alert) => {
    leave(alert);
    stale("spam");
    showToast({
      text: "toast.spammed",
      name: nameOf(alert),
      undo: () => undoSpam.run(target(alert), undefined),
    });
  });
  const undoClosing = useReopenCase(back);
  /** An action of the plan may have closed the case, or parked it until the next try. */
  function planned(alert: Alert) {
    saveDraft(planDraftKey(alert.id), undefined);
    const closed = alert.status === "closed";
    if (!closed && !alert.hold) return;
    leave(alert);
    stale(closed ? "done" : "on_hold");
    showToast({
      text: closed ? "toast.closed" : "toast.held",
      name: nameOf(alert),
      undo: () => (closed ? undoClosing : undoHold).run(target(alert), undefined),
    });
  }
  const again = () => void client.invalidateQueries({ queryKey: keys.lists });
  // Who had the case before it was given away: undoing gives it back.
  const before = useRef<Person | null>(null);
  const assign = useAssign((alert) => {
    const from = before.current?.id ?? null;
    showToast({
      text: alert.owner ? "toast.assigned" : "toast.unassigned",
      name: nameOf(alert),
      to: alert.owner?.name,
      undo: () => undoAssign.run(target(alert), { to: from }),
    });
  });
  const told = (text: "toast.transferred" | "toast.delegated" | "toast.shared") => (alert: Alert) =>
    void showToast({ text, name: nameOf(alert) });

  return {
    close,
    take: useTake(),
    hold,
    spam,
    assign: {
      ...assign,
      run(...[given, args]: Parameters<typeof assign.run>) {
        before.current = client.getQueryData<Alert>(keys.alert(given.id))?.owner ?? null;
        assign.run(given, args);
      },
    },
    resume: useResume(again),
    unspam: useUnspam(again),
    reopen: useReopenCase(again),
    transfer: useTransfer(told("toast.transferred")),
    delegate: useDelegate(told("toast.delegated")),
    share: useShare(told("toast.shared")),
    act: useAct(planned),
  };
}

export type Treating = ReturnType<typeof useTreating>;
