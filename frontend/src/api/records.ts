import { type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Calendar, Department, Group, Motive, Plan, Reason } from "./admin";
import { useApi } from "./context";
import { keys } from "./keys";
import { call, segment } from "./rest";

/** Small records of the account that are listed whole, written one by one and deleted or archived. */
export interface Records {
  reasons: Reason;
  motives: Motive;
  departments: Department;
  calendars: Calendar;
  plans: Plan;
  groups: Group;
}
export type RecordKind = keyof Records;
/** What is written of a record: all but what the server sets. */
export type Written<T> = Omit<T, "id" | "version" | "used_by">;

export const recordKeys = {
  kind: (kind: RecordKind) => ["records", kind] as const,
  list: (kind: RecordKind) => ["records", kind, "list"] as const,
  one: (kind: RecordKind, id: string) => ["records", kind, "one", id] as const,
};

/** All records of a kind, archived ones included, in their order. */
export function useRecords<K extends RecordKind>(kind: K, { enabled = true } = {}) {
  const api = useApi();
  return useQuery({
    enabled,
    queryKey: recordKeys.list(kind),
    queryFn: ({ signal }) => call<{ items: Records[K][] }>(api, "get", `/v1/${kind}`, { signal }),
    select: ({ items }) => items,
  });
}

/** One record, for writing: it is not read again by itself. */
export function useRecord<K extends RecordKind>(kind: K, id: string | undefined) {
  const api = useApi();
  return useQuery({
    enabled: id !== undefined,
    queryKey: recordKeys.one(kind, id ?? ""),
    queryFn: ({ signal }) => call<Records[K]>(api, "get", `/v1/${kind}/${segment(id ?? "")}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}

/** What the daily screens know of these records comes with the person. */
function refresh(client: QueryClient, kind: RecordKind): Promise<void> {
  void client.invalidateQueries({ queryKey: keys.me });
  return client.invalidateQueries({ queryKey: recordKeys.list(kind) });
}

/** Reads, writes and deletes records of a kind. */
export function useRecordCalls<K extends RecordKind>(kind: K) {
  const api = useApi();
  const client = useQueryClient();
  const path = (id: string) => `/v1/${kind}/${segment(id)}`;
  return {
    read: (id: string) => call<Records[K]>(api, "get", path(id)),
    async save(draft: Written<Records[K]>, base: Records[K] | null, key: string): Promise<Records[K]> {
      const saved = base
        ? await call<Records[K]>(api, "put", path(base.id), { body: { ...draft, version: base.version } })
        : await call<Records[K]>(api, "post", `/v1/${kind}`, { body: draft, key });
      void refresh(client, kind);
      return saved;
    },
  };
}

/** Deletes a record that nothing uses. */
export function useDeleteRecord<K extends RecordKind>(kind: K) {
  const api = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, version }: { id: string; version: number }) =>
      call<void>(api, "delete", `/v1/${kind}/${segment(id)}`, { query: { version } }),
    onSettled: () => refresh(client, kind),
  });
}
