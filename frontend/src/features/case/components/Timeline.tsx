import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Alert, Timeline as TimelineData, TimelineItem } from "@/api/types";
import { Bone, Late } from "@/components/ui/Bone";
import { IconDots } from "@/components/ui/Icons";
import { fold } from "../events";
import classes from "./Timeline.module.css";
import { TimelineEvent } from "./TimelineEvent";

interface TimelineProps {
  alert: Alert;
  timeline: TimelineData | undefined;
}

/** What happened to the case, newest at the bottom. */
export function Timeline({ alert, timeline }: TimelineProps) {
  const { t } = useTranslation();
  const [unfolded, setUnfolded] = useState(false);
  if (!timeline) {
    return (
      <Late>
        <div className={classes.bones} role="status" aria-label={t("app.loading")}>
          <Bone width="62%" height={12} />
          <Bone width="48%" height={12} />
        </div>
      </Late>
    );
  }
  const event = (item: TimelineItem) => (
    <TimelineEvent key={item.version} item={item} alert={alert} deliveries={timeline.deliveries} />
  );
  const entries = unfolded
    ? timeline.items.map((item) => ({ kind: "event" as const, item }))
    : fold(timeline.items);
  return (
    <ol className={classes.timeline} aria-label={t("timeline.label")}>
      {entries.map((entry) =>
        entry.kind === "event" ? (
          event(entry.item)
        ) : (
          <li key="folded" className={classes.event}>
            <span className={classes.icon}>
              <IconDots size={16} stroke={1.75} aria-hidden />
            </span>
            <button type="button" className={classes.more} onClick={() => setUnfolded(true)}>
              {t("timeline.more", { count: entry.items.length })}
            </button>
          </li>
        ),
      )}
    </ol>
  );
}
