import type { TFunction } from "i18next";
import type { TimelineItem } from "@/api/types";
import type { Format } from "@/lib/format";

/** What an event changed of priority and clocks, where its own sentence does not say it. */
export function changeLines(data: TimelineItem["data"], t: TFunction, format: Format, now: number): string[] {
  const changes = (data.changes ?? {}) as Record<string, unknown>;
  const after = (name: string) =>
    Array.isArray(changes[name]) ? (changes[name] as unknown[])[1] : undefined;
  const lines: string[] = [];
  const priority = after("priority");
  if (typeof priority === "string") lines.push(t("event.toPriority", { priority }));
  const due = after("due_at");
  if (typeof due === "string") lines.push(t("event.dueNow", { moment: format.moment(due, now) }));
  return lines;
}
