import type { TFunction } from "i18next";
import type { Score, TimelineItem } from "@/api/types";
import type { Format } from "@/lib/format";

const comments = {
  added: "timeline.change.commentAdded",
  changed: "timeline.change.commentChanged",
  removed: "timeline.change.commentRemoved",
} as const;

/** What a newer state of the customer's answer changed, each as a few words. */
export function answerChanges(data: TimelineItem["data"], t: TFunction, format: Format): string[] {
  const changes: string[] = [];
  const { score, comment, withdrawn, labels, place } = data;
  if (score) {
    const { from, to } = score as unknown as { from: Score | null; to: Score | null };
    const shown = (one: Score) =>
      t("score.of", { value: format.number(one.value), max: format.number(one.max) });
    if (from && to) {
      changes.push(t("timeline.change.score", { from: format.number(from.value), to: shown(to) }));
    } else
      changes.push(
        to ? t("timeline.change.scoreAdded", { to: shown(to) }) : t("timeline.change.scoreRemoved"),
      );
  }
  if (typeof comment === "string" && Object.hasOwn(comments, comment)) {
    changes.push(t(comments[comment as keyof typeof comments]));
  }
  if (typeof withdrawn === "boolean") {
    changes.push(t(withdrawn ? "timeline.change.withdrawn" : "timeline.change.returned"));
  }
  if (Array.isArray(labels) && labels.length > 0) {
    changes.push(t("timeline.change.labels", { labels: format.list(labels.map(String)) }));
  }
  if (place) changes.push(t("timeline.change.place", { place: (place as unknown as { name: string }).name }));
  return changes.length > 0 ? changes : [t("timeline.change.other")];
}
