import { useMutation } from "@tanstack/react-query";
import { newIdempotencyKey } from "@/api/client";
import { useApi } from "@/api/context";
import { call } from "@/api/rest";
import type { components } from "@/api/schema";
import type { Job } from "@/api/useJob";

export const fileKinds = ["places", "groups", "users"] as const;
export type FileKind = (typeof fileKinds)[number];

/** What a file would change. */
export type Trial = components["schemas"]["DirectoryPlan"];

interface File {
  kind: FileKind;
  text: string;
}

/** Says what a file would change, and changes nothing. */
export function useTryFile() {
  const api = useApi();
  return useMutation({
    mutationFn: (file: File) =>
      call<Trial>(api, "post", "/v1/directory/imports", { body: { ...file, mode: "dry_run" } }),
  });
}

/** Carries a file out: whole, or the lines that are well. */
export function useApplyFile() {
  const api = useApi();
  return useMutation({
    mutationFn: ({ kind, text, mode }: File & { mode: "all" | "partial" }) =>
      call<Job>(api, "post", "/v1/directory/imports", {
        body: { kind, text, mode },
        key: newIdempotencyKey(),
      }),
  });
}
