import { useTranslation } from "react-i18next";
import type { Alert, Timeline, TimelineItem } from "@/api/types";
import {
  IconBell,
  IconCircleCheck,
  IconClockX,
  IconLock,
  IconMail,
  IconMapPin,
  IconPhoneOutgoing,
  IconRefresh,
  IconRotateClockwise,
  type IconType,
  IconUser,
  IconUserCheck,
} from "@/components/ui/Icons";
import { useNow } from "@/lib/clock";
import { useFormat } from "@/lib/format";
import { firstName } from "@/lib/initials";
import { useMe } from "@/lib/me";
import { EventText } from "./EventText";
import classes from "./Timeline.module.css";

const icons: Record<TimelineItem["type"], IconType> = {
  raised: IconBell,
  taken: IconUserCheck,
  noted: IconLock,
  contacted: IconPhoneOutgoing,
  closed: IconCircleCheck,
  reopened: IconRotateClockwise,
  expired: IconClockX,
  reevaluated: IconRefresh,
  placed: IconMapPin,
};
const contactIcons: Record<string, IconType> = { email: IconMail, in_person: IconUser };

interface TimelineEventProps {
  item: TimelineItem;
  alert: Alert;
  deliveries: Timeline["deliveries"];
}

/** One event: a grey line with the person in bold, and what they wrote in a violet box. */
export function TimelineEvent({ item, alert, deliveries }: TimelineEventProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const me = useMe();
  const own = item.by?.id === me.id;
  const text = item.type === "noted" ? item.data.text : item.data.note;
  const note = typeof text === "string" && text.trim() ? text : null;
  const Icon = (item.type === "contacted" && contactIcons[String(item.data.channel)]) || icons[item.type];
  const time = (
    <time className={classes.time} dateTime={item.at} title={format.absolute(item.at)}>
      {format.moment(item.at, now)}
    </time>
  );
  const title = own
    ? t("timeline.yourNote")
    : t("timeline.noteBy", { name: firstName(item.by?.name ?? t("timeline.system")) });
  const box = note && (
    <div className={classes.note}>
      {item.type === "noted" && (
        <div className={classes.noteHead}>
          <strong>{title}</strong>
          {time}
        </div>
      )}
      <p dir="auto">{note}</p>
    </div>
  );

  return (
    <li className={classes.event} data-type={item.type}>
      <span className={classes.icon}>
        <Icon size={16} stroke={1.75} aria-hidden />
      </span>
      {item.type === "noted" ? (
        box
      ) : (
        <div className={classes.body}>
          <div className={classes.text}>
            <span>
              <EventText item={item} alert={alert} deliveries={deliveries} own={own} />
            </span>
            {time}
          </div>
          {box}
        </div>
      )}
    </li>
  );
}
