import * as z from "zod/mini";
import type { components } from "@/api/schema";
import type { Job } from "@/api/useJob";

type Schemas = components["schemas"];
export type ImportIn = Schemas["functions__api__schemas__imports__ImportIn"];
export type ImportStart = Schemas["ImportStart"];
export type Mode = ImportStart["mode"];
export type Columns = NonNullable<ImportStart["columns"]>;
export type Scale = Schemas["ScaleIn"];

const figures = z.catch(z.number(), 0);
const text = z.catch(z.nullable(z.string()), null);
const scored = z.object({
  path: z.string(),
  min: z.number(),
  max: z.number(),
  kind: z.enum(["nps", "rating"]),
});
const score = z.object({ value: z.number(), min: z.number(), max: z.number() });

/** What an import has found, or done; the API leaves its layout to the kind of job. */
const report = z.object({
  mode: z.catch(z.nullable(z.enum(["dry_run", "all", "partial"])), null),
  rows: figures,
  created: figures,
  updated: figures,
  duplicates: figures,
  rejected: figures,
  columns: z.catch(z.record(z.string(), z.union([z.string(), scored])), {}),
  headers: z.catch(z.array(z.string()), []),
  preview: z.catch(
    z.array(
      z.object({
        submitted_at: text,
        score: z.catch(z.nullable(score), null),
        comment: text,
        place_code: text,
      }),
    ),
    [],
  ),
});
export type Report = z.infer<typeof report>;

/** The report of an import; null while there is none. */
export function reportOf(job: Job | undefined): Report | null {
  const read = job?.result ? z.safeParse(report, job.result) : null;
  return read?.success ? read.data : null;
}
