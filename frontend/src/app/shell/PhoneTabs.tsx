import { Menu } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Filters } from "@/api/filters";
import type { Counts, Section } from "@/api/types";
import {
  IconCircleCheck,
  IconDots,
  IconInbox,
  IconSettings,
  IconUserCheck,
  IconUserQuestion,
} from "@/components/ui/Icons";
import { useMe } from "@/lib/me";
import { mayManage } from "./Navigation";
import classes from "./PhoneBar.module.css";
import menu from "./UserMenu.module.css";
import { UserMenuItems } from "./UserMenuItems";

const tabs = [
  { section: "inbox", icon: IconInbox },
  { section: "mine", icon: IconUserCheck },
  { section: "unassigned", icon: IconUserQuestion },
  { section: "done", icon: IconCircleCheck },
] as const;

/** Sections without a tab of their own: their chips stand above the list. */
const underInbox: ReadonlySet<Section | "manage"> = new Set([
  "alerts",
  "messages",
  "late",
  "on_hold",
  "spam",
]);

interface PhoneTabsProps {
  current: Section | "manage";
  counts: Counts | undefined;
  filters?: Filters;
}

/** The bottom bar of the list, on the phone. */
export function PhoneTabs({ current, counts, filters = {} }: PhoneTabsProps) {
  const { t } = useTranslation();
  const me = useMe();
  const active = underInbox.has(current) ? "inbox" : current;
  const late = counts?.late;
  return (
    <nav className={classes.tabs} aria-label={t("app.name")}>
      {tabs.map(({ section, icon: Icon }) => (
        <Link
          key={section}
          to="/inbox/$section"
          params={{ section }}
          search={filters}
          className={classes.tab}
          aria-current={section === active ? "page" : undefined}
        >
          <span className={classes.tabIcon}>
            <Icon size={22} stroke={1.75} aria-hidden />
            {section === "inbox" && late && late.count > 0 && (
              <span className={classes.badge}>
                <span aria-hidden="true">
                  {late.more ? t("app.more", { count: late.count }) : late.count}
                </span>
                <span className="visually-hidden">
                  {t("section.late")} {late.count}
                </span>
              </span>
            )}
          </span>
          {t(`sectionShort.${section}`)}
        </Link>
      ))}
      <Menu position="top-end" width={240} shadow="sm" radius="lg">
        <Menu.Target>
          <button
            type="button"
            className={classes.tab}
            aria-current={current === "manage" ? "page" : undefined}
          >
            <span className={classes.tabIcon}>
              <IconDots size={22} stroke={1.75} aria-hidden />
            </span>
            {t("nav.more")}
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {mayManage(me) && (
            <Menu.Item
              component={Link}
              to="/manage"
              className={menu.item}
              leftSection={<IconSettings size={18} stroke={1.75} aria-hidden />}
            >
              {t("nav.manage")}
            </Menu.Item>
          )}
          <UserMenuItems />
        </Menu.Dropdown>
      </Menu>
    </nav>
  );
}
