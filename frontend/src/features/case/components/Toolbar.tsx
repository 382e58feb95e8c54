import { Menu } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Alert } from "@/api/types";
import { Button } from "@/components/ui/Button";
import { IconButton } from "@/components/ui/IconButton";
import {
  IconChevronLeft,
  IconCircleCheck,
  IconClockPause,
  IconClockPlay,
  IconDots,
  IconRotateClockwise,
  IconUser,
  IconUserCheck,
} from "@/components/ui/Icons";
import { useMe } from "@/lib/me";
import { useReasonLabel } from "@/lib/reason";
import { useShortcuts } from "@/lib/shortcuts";
import type { Actions } from "../treating";
import { CaseMenuItems } from "./CaseMenuItems";
import classes from "./Toolbar.module.css";

interface ToolbarProps {
  alert: Alert | undefined;
  actions: Actions;
  /** Back to the list, where list and case do not stand side by side. */
  onBack: (() => void) | null;
  /** Opens the customer, where it has no column of its own. */
  onCustomer: (() => void) | null;
  /** Who else is here. */
  presence: ReactNode;
}

/** The commands of a case. "Take" is filled while nobody owns it and gone once it is mine. */
export function Toolbar({ alert, actions, onBack, onCustomer, presence }: ToolbarProps) {
  const { t } = useTranslation();
  const reasonLabel = useReasonLabel();
  const treats = useMe().rights.includes("treat");
  const [menu, setMenu] = useState(false);
  const may = alert?.may ?? [];
  const { busy } = actions;
  const take = may.includes("take");
  const commands = treats && alert && !alert.attached_to;
  useShortcuts({ m: () => commands && setMenu(true) });

  return (
    <div
      className={classes.toolbar}
      data-customer={onCustomer ? true : undefined}
      data-take={take || undefined}
    >
      {onBack && <IconButton icon={IconChevronLeft} label={t("case.back")} onClick={onBack} />}
      {take && (
        <Button
          look="filled"
          icon={IconUserCheck}
          keyName="T"
          busy={busy.has("take")}
          onClick={actions.take}
          aria-keyshortcuts="t"
        >
          {t("case.take")}
        </Button>
      )}
      {may.includes("close") && (
        <Button look="soft" icon={IconCircleCheck} keyName="E" onClick={actions.close} aria-keyshortcuts="e">
          {t("case.close")}
        </Button>
      )}
      {may.includes("resume") ? (
        <Button
          className={classes.fold}
          icon={IconClockPlay}
          keyName="W"
          busy={busy.has("resume")}
          title={t("act.resume")}
          onClick={actions.resume}
          aria-keyshortcuts="w h"
        >
          {t("act.resume")}
        </Button>
      ) : (
        may.includes("hold") && (
          <Button
            className={classes.fold}
            icon={IconClockPause}
            keyName="W"
            title={t("act.hold")}
            onClick={() => actions.ask("hold")}
            aria-keyshortcuts="w h"
          >
            {t("act.hold")}
          </Button>
        )
      )}
      {may.includes("assign") && (
        <Button
          className={classes.fold}
          icon={IconUserCheck}
          keyName="A"
          title={t("act.assign")}
          onClick={() => actions.ask("assign")}
          aria-keyshortcuts="a"
        >
          {t("act.assign")}
        </Button>
      )}
      {may.includes("reopen") && (
        <Button icon={IconRotateClockwise} onClick={() => actions.ask("reopen")}>
          {t("act.reopen")}
        </Button>
      )}
      {may.includes("unspam") && (
        <Button busy={busy.has("unspam")} onClick={actions.unspam}>
          {t("act.unspam")}
        </Button>
      )}
      {alert?.closing && (
        <span className={classes.closed}>
          {t("case.closedFor", { name: alert.closing.by.name, reason: reasonLabel(alert.closing.reason) })}
        </span>
      )}
      <span className={classes.end}>
        {presence}
        {onCustomer && (
          <Button icon={IconUser} keyName="I" onClick={onCustomer} aria-keyshortcuts="i">
            {t("case.customer")}
          </Button>
        )}
        {commands && (
          <Menu position="bottom-end" width={320} radius="lg" opened={menu} onChange={setMenu}>
            <Menu.Target>
              <IconButton icon={IconDots} label={t("act.menu")} aria-keyshortcuts="m" />
            </Menu.Target>
            <Menu.Dropdown>
              <CaseMenuItems alert={alert} actions={actions} />
            </Menu.Dropdown>
          </Menu>
        )}
      </span>
    </div>
  );
}
