import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { asProblem } from "@/api/problem";
import { isOver, useJob } from "@/api/useJob";
import { type BulkCommand, type BulkTarget, resultOf, useBulk } from "@/features/inbox/api/useBulk";
import { createStore } from "@/lib/store";
import { showToast } from "@/lib/toast";
import type { Inbox } from "../useInbox";

/** The last order on many cases: shown above the list until it can no longer be undone, or is dismissed. */
interface LastOrder {
  command: BulkCommand | "undo";
  job: string;
  /** Who the cases are about, for the result. */
  names: Record<string, string>;
  /** Its end has been told and the lists were read again. */
  told: boolean;
}

const last = createStore<LastOrder | null>(null);

const toasts = {
  take: "toast.bulkTake",
  assign: "toast.bulkAssign",
  close: "toast.bulkClose",
  hold: "toast.bulkHold",
  resume: "toast.bulkResume",
  note: "toast.bulkNote",
  spam: "toast.bulkSpam",
  undo: "toast.bulkUndone",
} as const;

/** Commands that ask something first. */
export type BulkDialog = "assign" | "close" | "hold" | "note";

const asks = (command: BulkCommand): command is BulkDialog =>
  command === "assign" || command === "close" || command === "hold" || command === "note";

/** What one does with the picked cases, and what became of it. */
export function useBulkWork(inbox: Inbox) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { picking, query } = inbox;
  const { order, undo, preview } = useBulk();
  const [dialog, setDialog] = useState<BulkDialog | null>(null);
  const current = last.use();
  const { data: job } = useJob(current?.job);
  const result = resultOf(job);

  const target = (): BulkTarget =>
    picking.selection.whole ? { query } : { ids: picking.chosen.map(({ id }) => id) };
  const names = () =>
    Object.fromEntries(
      inbox.rows.map(({ id, respondent_name, reference }) => [id, respondent_name ?? reference]),
    );

  function send(command: BulkCommand, args: object = {}) {
    if (order.isPending || picking.count === 0) return;
    const named = names();
    order.mutate(
      { command, target: target(), args },
      {
        onSuccess({ id }) {
          setDialog(null);
          picking.clear();
          last.set({ command, job: id, names: named, told: false });
        },
        // What was wrong with what was typed is told where it was typed.
        onError: (error) => asProblem(error).status !== 422 && setDialog(null),
      },
    );
  }
  function takeBack(id: string) {
    if (undo.isPending) return;
    undo.mutate(id, {
      onSuccess: ({ id: job }) =>
        last.set((now) => ({ command: "undo", job, names: now?.names ?? {}, told: false })),
    });
  }

  // The end of an order: the lists are read again, and the toast can undo it.
  useEffect(() => {
    if (!current || current.told || !isOver(job)) return;
    last.set({ ...current, told: true });
    void client.invalidateQueries({ queryKey: keys.lists });
    void client.invalidateQueries({ queryKey: keys.probes });
    void client.invalidateQueries({ queryKey: keys.allCounts });
    void client.invalidateQueries({ queryKey: ["alert"] });
    if (!result || result.done === 0) return;
    showToast({
      text: toasts[current.command],
      name: t("bulk.cases", { count: result.done }),
      undo: result.undo_until ? () => takeBack(current.job) : undefined,
    });
  });

  const problem = order.error ?? undo.error;
  return {
    dialog,
    /** Starts a command: at once, or by asking what it needs. */
    start(command: BulkCommand) {
      order.reset();
      undo.reset();
      if (picking.count === 0) return;
      if (asks(command)) setDialog(command);
      else send(command);
    },
    send,
    leave: () => setDialog(null),
    busy: order.isPending,
    problem: problem ? asProblem(problem) : null,
    forget() {
      order.reset();
      undo.reset();
    },
    /** Picks all that the list matches, also what is not loaded. */
    pickAll() {
      // A search has no filter that an order could carry.
      if (!inbox.list.hasNextPage || query.q !== undefined) picking.pickLoaded();
      else if (!preview.isPending) preview.mutate(query, { onSuccess: picking.pickWhole });
    },
    counting: preview.isPending,
    last: current,
    job,
    result,
    undo: takeBack,
    undoing: undo.isPending,
    dismiss: () => last.set(null),
  };
}

export type BulkWork = ReturnType<typeof useBulkWork>;
