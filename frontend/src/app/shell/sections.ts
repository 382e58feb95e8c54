import type { Section } from "@/api/types";
import {
  IconAlertTriangle,
  IconBellRinging,
  IconCircleCheck,
  IconInbox,
  IconMessage,
  type IconType,
  IconUserCheck,
  IconUserQuestion,
} from "@/components/ui/Icons";

export const sectionIcons: Record<Section, IconType> = {
  inbox: IconInbox,
  alerts: IconBellRinging,
  messages: IconMessage,
  mine: IconUserCheck,
  unassigned: IconUserQuestion,
  late: IconAlertTriangle,
  done: IconCircleCheck,
};

/** The blocks of the navigation, each with its heading. */
export const sectionBlocks: readonly {
  title: "nav.queues" | "nav.filed" | null;
  sections: readonly Section[];
}[] = [
  { title: null, sections: ["inbox", "alerts", "messages"] },
  { title: "nav.queues", sections: ["mine", "unassigned", "late"] },
  { title: "nav.filed", sections: ["done"] },
];

/** Second key of the "g" sequences. */
export const sectionKeys: Record<Section, string> = {
  inbox: "i",
  alerts: "a",
  messages: "m",
  mine: "d",
  unassigned: "u",
  late: "l",
  done: "t",
};
