import { useMutation, useQueryClient } from "@tanstack/react-query";
import { putRowBack, rowOf, sectionsOf, shiftCounts, storeAlert, takeRowOut } from "@/api/cache";
import { body, newIdempotencyKey } from "@/api/client";
import { useApi } from "@/api/context";
import { keys } from "@/api/keys";
import { asProblem } from "@/api/problem";
import type { Alert, AlertRow } from "@/api/types";
import { saveDraft } from "@/lib/drafts";
import { useMe } from "@/lib/me";
import { addNotice, dropNotice } from "@/lib/notices";
import { hideToast, showToast } from "@/lib/toast";
import { closingDraftKey } from "../drafts";
import { useReopenCase } from "./useReopenCase";

export interface Closing {
  row: AlertRow;
  version: number;
  name: string;
  reason: string;
  note: string;
}

interface Followers {
  /** The closing was refused: the case may be shown again. */
  onRefused: (id: string) => void;
  /** The closing was undone. */
  onReopened: (id: string) => void;
}

/**
 * Closes a case at once on the screen, then on the server. A refusal puts the row back in its place, unless
 * the case turns out to be closed already. The toast undoes it by opening the case again.
 */
export function useCloseCase({ onRefused, onReopened }: Followers) {
  const api = useApi();
  const client = useQueryClient();
  const me = useMe();
  const reopen = useReopenCase((alert) => {
    void client.invalidateQueries({ queryKey: keys.lists });
    showToast({ text: "toast.undone", name: alert.respondent.name ?? alert.reference });
    onReopened(alert.id);
  });

  const mutation = useMutation({
    mutationFn: ({ row, version, reason, note, key }: Closing & { key: string }) =>
      body(
        api.POST("/v1/alerts/{alert_id}/close", {
          params: { path: { alert_id: row.id } },
          headers: { "idempotency-key": key },
          body: { version, reason, note: note || null },
        }),
      ) as Promise<Alert>,
  });

  async function close(closing: Closing, key = newIdempotencyKey()): Promise<void> {
    const { row, name } = closing;
    dropNotice(row.id);
    const sections = sectionsOf(row, me.id, Date.now());
    const removals = takeRowOut(client, row.id);
    shiftCounts(client, sections, -1);
    const sent = mutation.mutateAsync({ ...closing, key });
    const undo = async () => {
      const alert = await sent.catch(() => null);
      if (!alert) return;
      putRowBack(client, removals, { ...row, status: "assigned", closed_at: null });
      reopen.run({ id: row.id, name, version: alert.version }, undefined);
    };
    const toast = showToast({ text: "toast.closed", name, undo });
    try {
      storeAlert(client, await sent);
      saveDraft(closingDraftKey(row.id), undefined);
      void client.invalidateQueries({ queryKey: [...keys.lists, "done"] });
    } catch (error) {
      hideToast(toast);
      refused(closing, key, removals, error);
    }
    void client.invalidateQueries({ queryKey: keys.allCounts });
  }

  function refused(closing: Closing, key: string, removals: ReturnType<typeof takeRowOut>, error: unknown) {
    const problem = asProblem(error);
    const { row, name } = closing;
    const current = problem.current;
    if (current) storeAlert(client, current);
    else if (problem.status === 409) void client.invalidateQueries({ queryKey: keys.alert(row.id) });
    const closedAlready = problem.code === "already_closed" || current?.status === "closed";
    if (!closedAlready) putRowBack(client, removals, current && rowOf(current));
    addNotice({
      alertId: row.id,
      name,
      action: "close",
      problem,
      retry() {
        const version = client.getQueryData<Alert>(keys.alert(row.id))?.version ?? closing.version;
        const again = problem.status === 409 ? newIdempotencyKey() : key;
        void close({ ...closing, version }, again);
      },
    });
    onRefused(row.id);
  }

  return { close, busy: mutation.isPending };
}
