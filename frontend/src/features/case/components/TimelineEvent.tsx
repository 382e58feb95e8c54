import { useTranslation } from "react-i18next";
import type { Alert, Timeline, TimelineItem } from "@/api/types";
import { useNow } from "@/lib/clock";
import { useFormat } from "@/lib/format";
import { useMe } from "@/lib/me";
import { eventIcon } from "../eventIcons";
import type { NoteState } from "../events";
import { EventText } from "./EventText";
import { NoteBox } from "./NoteBox";
import classes from "./Timeline.module.css";

interface TimelineEventProps {
  item: TimelineItem;
  alert: Alert;
  name: string;
  /** The note as it reads today, when the event is one. */
  note: NoteState | undefined;
  deliveries: Timeline["deliveries"];
}

/** One event: a grey line with the person in bold, and what they wrote in a violet box. */
export function TimelineEvent({ item, alert, name, note, deliveries }: TimelineEventProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const me = useMe();
  const own = item.by?.id === me.id;
  const said = item.data.note ?? item.data.comment ?? (item.type === "reopened" ? item.data.reason : null);
  const words = typeof said === "string" && said.trim() ? said : null;
  const Icon = eventIcon(item);
  const time = (
    <time className={classes.time} dateTime={item.at} title={format.absolute(item.at)}>
      {format.moment(item.at, now)}
    </time>
  );
  return (
    <li className={classes.event} data-type={item.type} data-deleted={note?.deletedAt ? true : undefined}>
      <span className={classes.icon}>
        <Icon size={16} stroke={1.75} aria-hidden />
      </span>
      {note && !note.deletedAt ? (
        <NoteBox item={item} note={note} alert={alert} name={name} own={own} time={time} />
      ) : (
        <div className={classes.body}>
          <div className={classes.text}>
            <span>
              {note?.deletedAt ? (
                t("event.deletedNote", {
                  name: item.by?.name ?? "",
                  moment: format.moment(note.deletedAt, now),
                })
              ) : (
                <EventText item={item} alert={alert} deliveries={deliveries} own={own} />
              )}
            </span>
            {time}
          </div>
          {words && (
            <div className={classes.note}>
              <p dir="auto">{words}</p>
            </div>
          )}
        </div>
      )}
    </li>
  );
}
