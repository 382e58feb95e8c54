import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Alert, Timeline as TimelineData, TimelineItem } from "@/api/types";
import { Bone, Late } from "@/components/ui/Bone";
import { IconDots } from "@/components/ui/Icons";
import { fold, noteStates, shownEvents } from "../events";
import classes from "./Timeline.module.css";
import { TimelineEvent } from "./TimelineEvent";

interface TimelineProps {
  alert: Alert;
  name: string;
  timeline: TimelineData | undefined;
}

/** What happened to the case, newest at the bottom. */
export function Timeline({ alert, name, timeline }: TimelineProps) {
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
  const notes = noteStates(timeline.items);
  const event = (item: TimelineItem) => (
    <TimelineEvent
      key={item.version}
      item={item}
      alert={alert}
      name={name}
      note={notes.get(item.version)}
      deliveries={timeline.deliveries}
    />
  );
  const items = shownEvents(timeline.items);
  const entries = unfolded ? items.map((item) => ({ kind: "event" as const, item })) : fold(items);
  return (
    <ol className={classes.timeline} aria-label={t("timeline.label")}>
      {entries.map((entry) =>
        entry.kind === "event" ? (
          event(entry.item)
        ) : (
          <li key={`folded-${entry.items[0]?.version}`} className={classes.event}>
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
