import { Menu } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Command } from "@/api/types";
import {
  IconBan,
  IconClockPause,
  IconClockPlay,
  IconHeadset,
  IconRotateClockwise,
  IconShare,
  type IconType,
  IconUserCheck,
  IconUserShare,
} from "@/components/ui/Icons";
import { whyNot } from "../may";
import type { Actions, Treated } from "../treating";
import classes from "./CaseMenuItems.module.css";

interface Entry {
  command: Command;
  icon: IconType;
  start: (actions: Actions) => void;
}

const entries = {
  assign: { command: "assign", icon: IconUserCheck, start: ({ ask }) => ask("assign") },
  hold: { command: "hold", icon: IconClockPause, start: ({ ask }) => ask("hold") },
  resume: { command: "resume", icon: IconClockPlay, start: ({ resume }) => resume() },
  transfer: { command: "transfer", icon: IconUserShare, start: ({ ask }) => ask("transfer") },
  delegate: { command: "delegate", icon: IconHeadset, start: ({ ask }) => ask("delegate") },
  share: { command: "share", icon: IconShare, start: ({ ask }) => ask("share") },
  spam: { command: "spam", icon: IconBan, start: ({ spam }) => spam() },
  unspam: { command: "unspam", icon: IconBan, start: ({ unspam }) => unspam() },
  reopen: { command: "reopen", icon: IconRotateClockwise, start: ({ ask }) => ask("reopen") },
} as const satisfies Record<string, Entry>;
type Name = keyof typeof entries;

interface CaseMenuItemsProps extends Treated {
  /** Also what stands as buttons above the case where there is room. */
  all?: boolean;
}

/** The commands of a case with a line on what each does; those not possible now say why. */
export function CaseMenuItems({ alert, actions, all }: CaseMenuItemsProps) {
  const { t } = useTranslation();
  const may = (command: Command) => alert.may.includes(command);
  const names: Name[] = [
    ...(all ? (["assign", may("resume") ? "resume" : "hold"] as const) : []),
    "transfer",
    "delegate",
    "share",
    ...(may("reopen") && all ? (["reopen"] as const) : []),
    may("unspam") ? "unspam" : "spam",
  ];
  return names.map((name) => {
    const { command, icon: Icon, start } = entries[name];
    const why = whyNot(alert, command);
    return (
      <Menu.Item
        key={name}
        className={classes.item}
        aria-disabled={why !== null || undefined}
        closeMenuOnClick={why === null}
        leftSection={<Icon size={18} stroke={1.75} aria-hidden />}
        onClick={() => why === null && start(actions)}
      >
        <span className={classes.name}>{t(`act.${name}`)}</span>
        <span className={classes.effect}>{why ? t(`whyNot.${why}`) : t(`actEffect.${name}`)}</span>
      </Menu.Item>
    );
  });
}
