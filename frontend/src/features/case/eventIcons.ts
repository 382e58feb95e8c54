import type { EventType, TimelineItem } from "@/api/types";
import {
  IconBan,
  IconBell,
  IconBellRinging,
  IconCircleCheck,
  IconClipboardCheck,
  IconClockPause,
  IconClockPlay,
  IconClockX,
  IconHeadset,
  IconHourglassLow,
  IconLink,
  IconLock,
  IconMail,
  IconMapPin,
  IconMessage,
  IconPhoneOutgoing,
  IconPlayerPlay,
  IconRefresh,
  IconRotateClockwise,
  IconShare,
  IconStairsUp,
  type IconType,
  IconUser,
  IconUserCheck,
  IconUserOff,
  IconUserShare,
} from "@/components/ui/Icons";

const icons: Record<EventType, IconType> = {
  raised: IconBell,
  taken: IconUserCheck,
  noted: IconLock,
  contacted: IconPhoneOutgoing,
  closed: IconCircleCheck,
  reopened: IconRotateClockwise,
  expired: IconClockX,
  reevaluated: IconRefresh,
  placed: IconMapPin,
  assigned: IconUserCheck,
  unassigned: IconUserOff,
  transferred: IconUserShare,
  delegated: IconHeadset,
  shared: IconShare,
  note_edited: IconLock,
  note_deleted: IconLock,
  held: IconClockPause,
  resumed: IconPlayerPlay,
  returned: IconClockPlay,
  spammed: IconBan,
  unspammed: IconRotateClockwise,
  acted: IconClipboardCheck,
  plan_closed: IconClipboardCheck,
  reminded: IconHourglassLow,
  escalated: IconStairsUp,
  attached: IconLink,
  moved: IconMapPin,
  retimed: IconHourglassLow,
};
const contactIcons: Record<string, IconType> = {
  email: IconMail,
  in_person: IconUser,
  messaging: IconMessage,
  social: IconMessage,
};

/** The sign of an event; a kind this page does not know yet still shows. */
export function eventIcon({ type, data }: TimelineItem): IconType {
  if (type === "contacted") return contactIcons[String(data.channel)] ?? icons.contacted;
  return icons[type] ?? IconBellRinging;
}
