import { Menu } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Section } from "@/api/types";
import { Button } from "@/components/ui/Button";
import { IconButton } from "@/components/ui/IconButton";
import {
  IconBan,
  IconCircleCheck,
  IconClockPause,
  IconClockPlay,
  IconDots,
  IconLock,
  type IconType,
  IconUserCheck,
  IconUserShare,
  IconX,
} from "@/components/ui/Icons";
import { Key } from "@/components/ui/Key";
import type { BulkCommand } from "@/features/inbox/api/useBulk";
import { type Shortcuts, useShortcuts } from "@/lib/shortcuts";
import type { Inbox } from "../useInbox";
import classes from "./BulkBar.module.css";
import type { BulkWork } from "./useBulkWork";

const signs: Record<BulkCommand, { icon: IconType; key: string }> = {
  take: { icon: IconUserCheck, key: "T" },
  assign: { icon: IconUserShare, key: "A" },
  hold: { icon: IconClockPause, key: "W" },
  resume: { icon: IconClockPlay, key: "W" },
  close: { icon: IconCircleCheck, key: "E" },
  note: { icon: IconLock, key: "N" },
  spam: { icon: IconBan, key: "" },
};

/** What one may do with cases of a section, the likeliest first. */
export function commandsOf(section: Section | "all"): readonly BulkCommand[] {
  if (section === "done" || section === "spam") return ["note"];
  if (section === "on_hold") return ["resume", "assign", "close", "take", "note", "spam"];
  if (section === "unassigned") return ["take", "assign", "close", "hold", "note", "spam"];
  return ["close", "assign", "hold", "take", "note", "spam"];
}

interface BulkBarProps {
  inbox: Inbox;
  work: BulkWork;
}

/** Takes the place of the list's header while cases are picked: how many, and what to do with them. */
export function BulkBar({ inbox, work }: BulkBarProps) {
  const { t } = useTranslation();
  const { picking, query, layout } = inbox;
  const { selection, count } = picking;
  const commands = commandsOf(query.section);
  const shown = commands.slice(0, layout === "phone" ? 2 : 3);
  const more = commands.slice(shown.length);
  const name = (command: BulkCommand) => t(`bulk.${command}`);

  // With cases picked, the keys act on them and not on the open case.
  const keyed = Object.fromEntries(
    count > 0
      ? commands
          .filter((command) => signs[command].key)
          .map((command) => [signs[command].key.toLowerCase(), () => work.start(command)])
      : [],
  ) as Shortcuts;
  useShortcuts({ ...keyed, Escape: picking.clear }, { first: true });

  return (
    <div className={classes.bar} role="toolbar" aria-label={t("bulk.label")}>
      <div className={classes.line}>
        <strong role="status">
          {selection.whole ? t("bulk.whole", { count }) : t("bulk.count", { count })}
        </strong>
        {!selection.whole && (
          <button
            type="button"
            className={classes.link}
            aria-busy={work.counting || undefined}
            onClick={work.pickAll}
          >
            {t(work.counting ? "bulk.allCounting" : "bulk.all")}
          </button>
        )}
        <IconButton
          className={classes.leave}
          icon={IconX}
          label={t("bulk.leave")}
          aria-keyshortcuts="Escape"
          onClick={picking.clear}
        />
      </div>
      {count === 0 ? (
        <p className={classes.hint}>{t("bulk.none")}</p>
      ) : (
        <div className={classes.line}>
          {shown.map((command, index) => (
            <Button
              key={command}
              className={classes.button}
              look={index === 0 ? "soft" : "outline"}
              icon={signs[command].icon}
              busy={work.busy}
              aria-keyshortcuts={signs[command].key}
              title={`${name(command)} (${signs[command].key})`}
              onClick={() => work.start(command)}
            >
              {name(command)}
            </Button>
          ))}
          {more.length > 0 && (
            <Menu position="bottom-end" width={250} shadow="sm" radius="lg">
              <Menu.Target>
                <IconButton icon={IconDots} label={t("bulk.more")} />
              </Menu.Target>
              <Menu.Dropdown>
                {more.map((command) => {
                  const { icon: Icon, key } = signs[command];
                  return (
                    <Menu.Item
                      key={command}
                      leftSection={<Icon size={16} stroke={1.75} aria-hidden />}
                      rightSection={key ? <Key>{key}</Key> : undefined}
                      onClick={() => work.start(command)}
                    >
                      {name(command)}
                    </Menu.Item>
                  );
                })}
              </Menu.Dropdown>
            </Menu>
          )}
          {selection.whole?.more && <small className={classes.hint}>{t("bulk.allMore", { count })}</small>}
        </div>
      )}
    </div>
  );
}
