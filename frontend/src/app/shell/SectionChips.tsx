import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Filters } from "@/api/filters";
import type { Counts, Section } from "@/api/types";
import classes from "./SectionChips.module.css";

const chips: readonly Section[] = [
  "inbox",
  "alerts",
  "messages",
  "on_hold",
  "unassigned",
  "late",
  "done",
  "spam",
];

interface SectionChipsProps {
  current: Section;
  counts: Counts | undefined;
  /** Kept from section to section. */
  filters: Filters;
}

/** The sections as a row of chips, on the phone. */
export function SectionChips({ current, counts, filters }: SectionChipsProps) {
  const { t } = useTranslation();
  return (
    <nav className={classes.chips} aria-label={t("nav.label")}>
      {chips.map((section) => {
        const count = counts?.[section];
        return (
          <Link
            key={section}
            to="/inbox/$section"
            params={{ section }}
            search={filters}
            className={classes.chip}
            aria-current={section === current ? "page" : undefined}
          >
            {t(section === "inbox" ? "sectionShort.inbox" : `section.${section}`)}
            {count && count.count > 0 && (
              <span>{count.more ? t("app.more", { count: count.count }) : count.count}</span>
            )}
          </Link>
        );
      })}
    </nav>
  );
}
