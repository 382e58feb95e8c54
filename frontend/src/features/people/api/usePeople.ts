import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Absence, User } from "@/api/admin";
import { useApi } from "@/api/context";
import { call, segment } from "@/api/rest";
import type { components } from "@/api/schema";
import { userKeys } from "@/api/useUsers";

/** What is written of a person. */
export type UserDraft = Pick<
  User,
  "email" | "name" | "role" | "locale" | "places" | "groups" | "departments" | "departments_only"
>;

const path = (id: string) => `/v1/users/${segment(id)}`;

/** Shows a saved person wherever people are listed. */
function useKeep() {
  const client = useQueryClient();
  return (user: User) => {
    client.setQueryData(userKeys.one(user.id), user);
    void client.invalidateQueries({ queryKey: ["users", "list"] });
  };
}

/** Reads and writes one person. */
export function useUserCalls() {
  const api = useApi();
  const keep = useKeep();
  return {
    read: (id: string) => call<User>(api, "get", path(id)),
    async save(draft: UserDraft, base: User | null, key: string): Promise<User> {
      const saved = base
        ? await call<User>(api, "put", path(base.id), { body: { ...draft, version: base.version } })
        : await call<User>(api, "post", "/v1/users", { body: draft, key });
      keep(saved);
      return saved;
    },
  };
}

/** Says when somebody is away and who stands in; null for nobody away. */
export function useSetAbsence() {
  const api = useApi();
  const keep = useKeep();
  return useMutation({
    mutationFn: ({ user, absence }: { user: User; absence: Absence | null }) =>
      call<User>(api, "put", `${path(user.id)}/absence`, { body: { version: user.version, absence } }),
    onSuccess: keep,
  });
}

/** `job` hands the open cases over. */
type Disabled = components["schemas"]["Disabled"];

/** Takes access away; the open cases go to somebody else, or back to nobody. */
export function useDisable() {
  const api = useApi();
  const keep = useKeep();
  return useMutation({
    mutationFn: ({ user, to }: { user: User; to: string | null }) =>
      call<Disabled>(api, "post", `${path(user.id)}/disable`, {
        body: { version: user.version, reassign_to: to },
      }),
    onSuccess: ({ user }) => keep(user),
  });
}

/** Gives access back. */
export function useEnable() {
  const api = useApi();
  const keep = useKeep();
  return useMutation({
    mutationFn: (user: User) =>
      call<User>(api, "post", `${path(user.id)}/enable`, { body: { version: user.version } }),
    onSuccess: keep,
  });
}

/** Whether a person sees a case and is told about it, through what, or why not. */
export type Sees = components["schemas"]["SeesOut"];

/** Asks whether a person sees one case. */
export function useSees(user: User) {
  const api = useApi();
  return useMutation({
    mutationFn: (alert: string) => call<Sees>(api, "get", `${path(user.id)}/sees`, { query: { alert } }),
  });
}
