import { useMutation, useQueryClient } from "@tanstack/react-query";
import { storeAlert } from "@/api/cache";
import { newIdempotencyKey } from "@/api/client";
import { useApi } from "@/api/context";
import { keys } from "@/api/keys";
import { asProblem, type Problem } from "@/api/problem";
import { call } from "@/api/rest";
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
  /** The end of its address, when it is not the name of the action. */
  path?: string | ((args: Args) => string);
  method?: "post" | "put" | "delete";
  /** What the request says besides the version; the arguments as they are unless said otherwise. */
  body?: (args: Args) => object;
  onDone?: (alert: Alert, args: Args, target: Target) => void;
  /** A form that shows what is wrong where it was typed: it keeps refusals of what was asked (422). */
  inPlace?: boolean;
}

/**
 * A command on a case. Its answer is the case as it stands then. A refusal becomes a notice at the case, with
 * a retry; when somebody else was faster, the fresh case is stored first, so that the retry fits it.
 */
export function useCommand<Args = void>(options: CommandOptions<Args>) {
  const { action, path = action, method = "post", body, onDone, inPlace } = options;
  const api = useApi();
  const client = useQueryClient();
  const mutation = useMutation<Alert, unknown, Sent<Args>>({
    mutationFn({ target, args, key }) {
      const end = typeof path === "function" ? path(args) : path;
      const said = body ? body(args) : ((args ?? {}) as object);
      const address = `/v1/alerts/${target.id}/${end}`;
      // A removal says its version in the address: it has no body.
      if (method === "delete") return call(api, method, address, { key, query: { version: target.version } });
      return call(api, method, address, { key, body: { version: target.version, ...said } });
    },
    onSuccess(alert, { target, args }) {
      storeAlert(client, alert);
      dropNotice(target.id);
      void client.invalidateQueries({ queryKey: keys.allCounts });
      onDone?.(alert, args, target);
    },
    onError(error, { target, args, key }) {
      const problem = asProblem(error);
      if (inPlace && problem.status === 422) return;
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
  const problem: Problem | null = mutation.error ? asProblem(mutation.error) : null;
  return {
    busy: mutation.isPending,
    /** Why the last try was refused. */
    problem,
    forget: mutation.reset,
    run(target: Target, args: Args) {
      if (mutation.isPending) return;
      dropNotice(target.id);
      mutation.mutate({ target, args, key: newIdempotencyKey() });
    },
  };
}

export type CaseCommand<Args = void> = ReturnType<typeof useCommand<Args>>;
