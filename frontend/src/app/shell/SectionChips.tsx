import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Counts, Section } from "@/api/types";
import classes from "./SectionChips.module.css";

const chips: readonly Section[] = ["inbox", "alerts", "messages", "unassigned", "late", "done"];

interface SectionChipsProps {
  current: Section;
  counts: Counts | undefined;
  place: string | undefined;
}

/** The sections as a row of chips, on the phone. */
export function SectionChips({ current, counts, place }: SectionChipsProps) {
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
            search={{ place }}
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
