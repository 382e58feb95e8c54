import type { Section } from "@/api/types";
import {
  IconAlertTriangle,
  IconBan,
  IconBellRinging,
  IconCircleCheck,
  IconClockPause,
  IconInbox,
  IconMessage,
  type IconType,
  IconUserCheck,
  IconUserQuestion,
} from "@/components/ui/Icons";

export const sectionIcons: Record<Section, IconType> = {
  inbox: IconInbox,
  on_hold: IconClockPause,
  alerts: IconBellRinging,
  messages: IconMessage,
  mine: IconUserCheck,
  unassigned: IconUserQuestion,
  late: IconAlertTriangle,
  done: IconCircleCheck,
  spam: IconBan,
};

/** The blocks of the navigation, each with its heading. */
export const sectionBlocks: readonly {
  title: "nav.queues" | "nav.filed" | null;
  sections: readonly Section[];
}[] = [
  { title: null, sections: ["inbox", "on_hold", "alerts", "messages"] },
  { title: "nav.queues", sections: ["mine", "unassigned", "late"] },
  { title: "nav.filed", sections: ["done", "spam"] },
];

/** Second key of the "g" sequences. */
export const sectionKeys: Record<Section, string> = {
  inbox: "i",
  on_hold: "w",
  alerts: "a",
  messages: "m",
  mine: "d",
  unassigned: "u",
  late: "l",
  done: "t",
  spam: "s",
};
