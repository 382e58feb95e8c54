import { useMutation, useQueryClient } from "@tanstack/react-query";
import { storeAlert } from "@/api/cache";
import { newIdempotencyKey } from "@/api/client";
import { keys } from "@/api/keys";
import { asProblem } from "@/api/problem";
import type { Alert, Command } from "@/api/types";
import { addNotice, dropNotice } from "@/lib/notices";

/** What every command on a case carries. */
export interface Target {
  id: string;
  name: string;
  version: number;
}

interface Sent<Args> {
  target: Target;
  args: Args;
  /** The same for a retry of the same intent. */
  key: string;
}

interface CommandOptions<Args> {
  action: Command;
  send: (target: Target, args: Args, key: string) => Promise<Alert>;
  onDone?: (alert: Alert, args: Args) => void;
}

/**
 * A command on a case. Its answer is the case as it stands then. A refusal becomes a notice at the case, with
 * a retry; when somebody else was faster, the fresh case is stored first, so that the retry fits it.
 */
export function useCommand<Args>({ action, send, onDone }: CommandOptions<Args>) {
  const client = useQueryClient();
  const mutation = useMutation({
    mutationFn: ({ target, args, key }: Sent<Args>) => send(target, args, key),
    onSuccess(alert, { target, args }) {
      storeAlert(client, alert);
      dropNotice(target.id);
      void client.invalidateQueries({ queryKey: keys.allCounts });
      onDone?.(alert, args);
    },
    onError(error, { target, args, key }) {
      const problem = asProblem(error);
      const stale = problem.status === 409;
      if (problem.current) storeAlert(client, problem.current);
      else if (stale) void client.invalidateQueries({ queryKey: keys.alert(target.id) });
      addNotice({
        alertId: target.id,
        name: target.name,
        action,
        problem,
        retry() {
          const now = client.getQueryData<Alert>(keys.alert(target.id));
          const version = now?.version ?? target.version;
          // On a new version it is a new intent: the server may have kept the answer of the old key.
          mutation.mutate({ target: { ...target, version }, args, key: stale ? newIdempotencyKey() : key });
        },
      });
    },
  });
  return {
    busy: mutation.isPending,
    run(target: Target, args: Args) {
      if (mutation.isPending) return;
      dropNotice(target.id);
      mutation.mutate({ target, args, key: newIdempotencyKey() });
    },
  };
}
