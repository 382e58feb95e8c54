import { Tooltip } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Filters } from "@/api/filters";
import type { Counts, Me, Section } from "@/api/types";
import { IconSettings } from "@/components/ui/Icons";
import { Logo } from "@/components/ui/Logo";
import { useMe } from "@/lib/me";
import { may } from "@/lib/rights";
import classes from "./Navigation.module.css";
import { sectionBlocks, sectionIcons } from "./sections";
import { UserMenu } from "./UserMenu";

interface NavigationProps {
  current: Section | "manage";
  counts: Counts | undefined;
  /** Kept from section to section. */
  filters?: Filters;
  /** The search, above the sections. */
  search?: ReactNode;
  /** Folded to icons. */
  rail: boolean;
  onHelp: () => void;
  /** The pages of "Gérer", under its entry. */
  below?: ReactNode;
}

/** The sections with their counts, and the person's menu. */
export function Navigation({ current, counts, filters = {}, search, rail, onHelp, below }: NavigationProps) {
  const { t } = useTranslation();
  const me = useMe();
  return (
    <nav className={classes.nav} data-rail={rail || undefined} aria-label={t("nav.label")}>
      <div className={classes.brand}>
        <Logo size={24} />
        {!rail && (
          <span>
            <strong>{t("app.name")}</strong>
            <span>{me.tenant.name}</span>
          </span>
        )}
      </div>
      {!rail && search && <div className={classes.search}>{search}</div>}
      <div className={classes.blocks}>
        {sectionBlocks.map(({ title, sections }) => (
          <div key={title ?? "first"} className={classes.block}>
            {title && <h2 className={rail ? "visually-hidden" : classes.title}>{t(title)}</h2>}
            <ul>
              {sections.map((section) => (
                <li key={section}>
                  <Entry
                    section={section}
                    current={section === current}
                    count={counts?.[section]}
                    filters={filters}
                    rail={rail}
                  />
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
      {mayManage(me) && (
        <div className={classes.low}>
          <ManageEntry current={current === "manage"} rail={rail} open={Boolean(below)} />
          {below}
        </div>
      )}
      <UserMenu rail={rail} onHelp={onHelp} />
    </nav>
  );
}

const manageRights = ["rules", "rules_read", "settings", "people", "invite", "audit"] as const;

/** Whether the person has a page in "Gérer". */
export function mayManage(me: Me): boolean {
  return manageRights.some((right) => may(me, right));
}

function ManageEntry({ current, rail, open }: { current: boolean; rail: boolean; open: boolean }) {
  const { t } = useTranslation();
  const name = t("nav.manage");
  const link = (
    <Link
      to="/manage"
      className={classes.entry}
      // Its pages below it say which one is shown.
      aria-current={current && !open ? "page" : undefined}
      data-open={open || undefined}
      activeOptions={{ exact: true }}
    >
      <IconSettings size={18} stroke={1.75} aria-hidden />
      <span className={rail ? "visually-hidden" : classes.label}>{name}</span>
    </Link>
  );
  if (!rail) return link;
  return (
    <Tooltip label={name} position="right">
      {link}
    </Tooltip>
  );
}

interface EntryProps {
  section: Section;
  current: boolean;
  count: Counts[Section] | undefined;
  filters: Filters;
  rail: boolean;
}

function Entry({ section, current, count, filters, rail }: EntryProps) {
  const { t } = useTranslation();
  const Icon = sectionIcons[section];
  const name = t(`section.${section}`);
  const shown =
    count && count.count > 0 ? (count.more ? t("app.more", { count: count.count }) : count.count) : null;
  const spoken =
    count &&
    (count.more ? t("nav.casesMore", { count: count.count }) : t("nav.cases", { count: count.count }));
  const link = (
    <Link
      to="/inbox/$section"
      params={{ section }}
      search={filters}
      className={classes.entry}
      aria-current={current ? "page" : undefined}
      activeOptions={{ exact: false }}
    >
      <Icon size={18} stroke={1.75} aria-hidden />
      <span className={rail ? "visually-hidden" : classes.label}>{name}</span>
      {shown !== null && (
        <>
          <span className={classes.count} data-late={section === "late" || undefined} aria-hidden="true">
            {shown}
          </span>
          <span className="visually-hidden">{spoken}</span>
        </>
      )}
    </Link>
  );
  if (!rail) return link;
  return (
    <Tooltip label={shown === null ? name : `${name} · ${shown}`} position="right">
      {link}
    </Tooltip>
  );
}
