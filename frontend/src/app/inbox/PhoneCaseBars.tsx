import { Menu } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Alert, AlertRow, Counts } from "@/api/types";
import { IconButton } from "@/components/ui/IconButton";
import {
  IconChevronDown,
  IconChevronLeft,
  IconChevronUp,
  IconCircleCheck,
  IconClipboardList,
  IconDots,
  IconLock,
  IconPhone,
  IconUser,
  IconUserCheck,
} from "@/components/ui/Icons";
import { CaseMenuItems } from "@/features/case/components/CaseMenuItems";
import type { ComposerTab } from "@/features/case/components/Composer";
import type { Actions } from "@/features/case/treating";
import { useMe } from "@/lib/me";
import classes from "../shell/PhoneBar.module.css";
import type { Inbox } from "./useInbox";

type Count = Counts[keyof Counts];

/** The bar above a case on the phone: back, who and where in the list, previous and next. */
interface PhoneCaseTopProps {
  inbox: Inbox;
  row: AlertRow | Alert | undefined;
  /** How many cases the section holds. */
  count: Count | undefined;
}

export function PhoneCaseTop({ inbox, row, count }: PhoneCaseTopProps) {
  const { t } = useTranslation();
  const { index, rows } = inbox;
  const total = Math.max(count?.count ?? 0, rows.length);
  const shown = count?.more ? t("app.more", { count: total }) : total;
  const position = index >= 0 ? t("case.position", { index: index + 1, total: shown }) : null;
  return (
    <header className={classes.top}>
      <IconButton icon={IconChevronLeft} iconSize={22} label={t("case.back")} onClick={inbox.toList} />
      <div className={classes.who}>
        <h1>{row ? (row.respondent_name ?? t("list.anonymous")) : t("app.loading")}</h1>
        <p>{[position, row?.place?.name].filter(Boolean).join(", ")}</p>
      </div>
      <IconButton
        icon={IconChevronUp}
        iconSize={20}
        label={t("case.previous")}
        onClick={() => inbox.move(-1)}
      />
      <IconButton icon={IconChevronDown} iconSize={20} label={t("case.next")} onClick={() => inbox.move(1)} />
    </header>
  );
}

interface PhoneActionsProps {
  alert: Alert;
  actions: Actions;
  onWrite: (tab: ComposerTab) => void;
  onCustomer: () => void;
  onPlan: () => void;
}

/** The commands of a case at the thumb. One is filled: the call that is wanted, else taking the case. */
export function PhoneActions({ alert, actions, onWrite, onCustomer, onPlan }: PhoneActionsProps) {
  const { t } = useTranslation();
  const { phone, masked } = alert.respondent;
  const may = (command: Alert["may"][number]) => alert.may.includes(command);
  const treats = useMe().rights.includes("treat") && !alert.attached_to;
  const callable = phone && !masked && !alert.contact_refused;
  const wanted = callable && alert.contact_requested;
  return (
    <div className={classes.actions}>
      {callable && (
        <a
          className={classes.action}
          data-filled={wanted || undefined}
          href={`tel:${phone.replace(/[^+\d]/g, "")}`}
        >
          <IconPhone size={20} stroke={1.75} aria-hidden />
          {t("case.call")}
        </a>
      )}
      {may("take") && (
        <button
          type="button"
          className={classes.action}
          data-filled={!wanted || undefined}
          aria-busy={actions.busy.has("take")}
          onClick={actions.take}
        >
          <IconUserCheck size={20} stroke={1.75} aria-hidden />
          {t("case.take")}
        </button>
      )}
      {may("note") && !may("take") && (
        <button type="button" className={classes.action} onClick={() => onWrite("note")}>
          <IconLock size={20} stroke={1.75} aria-hidden />
          {t("close.note")}
        </button>
      )}
      {may("close") && (
        <button type="button" className={classes.action} onClick={actions.close}>
          <IconCircleCheck size={20} stroke={1.75} aria-hidden />
          {t("case.close")}
        </button>
      )}
      <Menu position="top-end" width={300} shadow="sm" radius="lg">
        <Menu.Target>
          <button type="button" className={classes.action}>
            <IconDots size={20} stroke={1.75} aria-hidden />
            {t("case.more")}
          </button>
        </Menu.Target>
        <Menu.Dropdown className={classes.menu}>
          {alert.plan && (
            <Menu.Item
              leftSection={<IconClipboardList size={18} stroke={1.75} aria-hidden />}
              onClick={onPlan}
            >
              {t("plan.title")}
            </Menu.Item>
          )}
          {may("note") && (
            <Menu.Item
              leftSection={<IconLock size={18} stroke={1.75} aria-hidden />}
              onClick={() => onWrite("note")}
            >
              {t("composer.note")}
            </Menu.Item>
          )}
          {may("contact") && (
            <Menu.Item
              leftSection={<IconPhone size={18} stroke={1.75} aria-hidden />}
              onClick={() => onWrite("call")}
            >
              {t("composer.call")}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconUser size={18} stroke={1.75} aria-hidden />} onClick={onCustomer}>
            {t("keys.customer")}
          </Menu.Item>
          {treats && (
            <>
              <Menu.Divider />
              <CaseMenuItems alert={alert} actions={actions} all />
            </>
          )}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
