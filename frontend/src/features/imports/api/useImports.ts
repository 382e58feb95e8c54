import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Api } from "@/api/client";
import { body, newIdempotencyKey } from "@/api/client";
import { useApi } from "@/api/context";
import { isTransient } from "@/api/problem";
import { jobKeys } from "@/api/useJob";
import type { ImportIn, ImportStart } from "../types";

/** Bytes of a part: the most the API takes at once. */
export const PART = 512 * 1024;
const TRIES = 3;

async function sendPart(api: Api, id: string, number: number, part: Blob): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await api.PUT("/v1/imports/{import_id}/parts/{number}", {
        params: { path: { import_id: id, number } },
        // The description of the API has no type for bytes.
        body: part as never,
        bodySerializer: () => part,
        headers: { "content-type": "application/octet-stream" },
      });
      return;
    } catch (error) {
      if (attempt >= TRIES || !isTransient(error)) throw error;
    }
  }
}

/** Announces a file, sends its parts in order and has it tried. Answers the id of the import. */
export function useUpload() {
  const api = useApi();
  const client = useQueryClient();
  const [share, setShare] = useState(0);
  const upload = useMutation({
    async mutationFn({ file, asked }: { file: File; asked: Pick<ImportIn, "source"> }) {
      setShare(0);
      const job = await body(
        api.POST("/v1/imports", {
          body: { name: file.name, size: file.size, source: asked.source, alerts: false, mail: false },
          headers: { "idempotency-key": newIdempotencyKey() },
        }),
      );
      for (let from = 0; from < file.size; from += PART) {
        await sendPart(api, job.id, from / PART, file.slice(from, from + PART));
        setShare(Math.min(1, (from + PART) / file.size));
      }
      await api.POST("/v1/imports/{import_id}/start", {
        params: { path: { import_id: job.id } },
        body: { mode: "dry_run" },
      });
      return job.id;
    },
    onSuccess: () => client.invalidateQueries({ queryKey: jobKeys.list("import") }),
  });
  return { ...upload, share };
}

/** Tries the file again, or carries the import out. */
export function useStartImport(id: string) {
  const api = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (start: ImportStart) =>
      body(api.POST("/v1/imports/{import_id}/start", { params: { path: { import_id: id } }, body: start })),
    onSuccess(job) {
      client.setQueryData(jobKeys.job(id), job);
      void client.invalidateQueries({ queryKey: jobKeys.job(id) });
      void client.invalidateQueries({ queryKey: jobKeys.list("import") });
      client.removeQueries({ queryKey: ["imports", "lines", id] });
    },
  });
}

/** What is wrong with which line, the first of them. */
export function useLines(id: string, enabled: boolean) {
  const api = useApi();
  return useQuery({
    enabled,
    queryKey: ["imports", "lines", id],
    queryFn: ({ signal }) =>
      body(api.GET("/v1/jobs/{job_id}/lines", { params: { path: { job_id: id } }, signal })),
  });
}
