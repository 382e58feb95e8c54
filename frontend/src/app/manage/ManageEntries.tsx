import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import navigation from "../shell/Navigation.module.css";
import chips from "../shell/SectionChips.module.css";
import type { ManageEntry } from "./entries";
import classes from "./ManageEntries.module.css";

interface ManageEntriesProps {
  entries: readonly ManageEntry[];
  /** The address shown, without a slash at its end. */
  path: string;
}

const isCurrent = (path: string, { to }: ManageEntry) => path === to || path.startsWith(`${to}/`);

/** The pages of "Gérer" under its entry in the navigation. */
export function ManageEntries({ entries, path }: ManageEntriesProps) {
  const { t } = useTranslation();
  return (
    <ul className={classes.below}>
      {entries.map((entry) => (
        <li key={entry.to}>
          <Link
            to={entry.to}
            className={navigation.entry}
            aria-current={isCurrent(path, entry) ? "page" : undefined}
            ref={isCurrent(path, entry) ? showChip : undefined}
          >
            <span className={navigation.label}>{t(entry.label)}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** Where the entries have less room than they need: the page shown comes into it. */
const showChip = (chip: HTMLElement | null) => chip?.scrollIntoView({ inline: "center", block: "nearest" });

/** The same pages as a row of chips, where the navigation has no room for them. */
export function ManageTabs({ entries, path }: ManageEntriesProps) {
  const { t } = useTranslation();
  return (
    <nav className={`${chips.chips} ${classes.tabs}`} aria-label={t("nav.manage")}>
      {entries.map((entry) => (
        <Link
          key={entry.to}
          to={entry.to}
          className={chips.chip}
          aria-current={isCurrent(path, entry) ? "page" : undefined}
          ref={isCurrent(path, entry) ? showChip : undefined}
        >
          {t(entry.label)}
        </Link>
      ))}
    </nav>
  );
}
