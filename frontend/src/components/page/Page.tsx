import { Link, type LinkProps } from "@tanstack/react-router";
import { Fragment, type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { IconChevronLeft, IconChevronRight } from "@/components/ui/Icons";
import classes from "./Page.module.css";

export interface Crumb {
  label: string;
  /** Where it leads; the first crumb of a page of "Gérer" leads nowhere. */
  to?: LinkProps["to"];
}

interface PageProps {
  /** From "Gérer" down to the page above this one. */
  crumbs: readonly Crumb[];
  title: string;
  /** Beside the title: a state, a count. */
  badge?: ReactNode;
  /** At the end of the header. On the phone they stand in a bar at the bottom when `bar` says so. */
  actions?: ReactNode;
  bar?: boolean;
  /** A column of its own at the right; below the page where there is no room. */
  aside?: ReactNode;
  asideLabel?: string;
  children: ReactNode;
}

/** A page of "Gérer": the way back, the title, what one may do, and the content, each column scrolling alone. */
export function Page({ crumbs, title, badge, actions, bar, aside, asideLabel, children }: PageProps) {
  const { t } = useTranslation();
  const back = crumbs.findLast(({ to }) => to);
  useEffect(() => {
    document.title = t("app.title", { section: title });
  }, [t, title]);
  return (
    <div className={classes.page}>
      <header className={classes.header} data-back={back ? true : undefined}>
        {back && (
          <Link to={back.to} className={classes.back} aria-label={back.label}>
            <IconChevronLeft size={22} stroke={1.75} aria-hidden />
          </Link>
        )}
        <div className={classes.heading}>
          <nav className={classes.crumbs} aria-label={t("manage.path")}>
            {crumbs.map(({ label, to }, index) => (
              <Fragment key={label}>
                {index > 0 && <IconChevronRight size={14} stroke={1.75} aria-hidden />}
                {to ? <Link to={to}>{label}</Link> : <span>{label}</span>}
              </Fragment>
            ))}
          </nav>
          <div className={classes.title}>
            <h1>{title}</h1>
            {badge}
          </div>
        </div>
        {actions && (
          <div className={classes.actions} data-bar={bar || undefined}>
            {actions}
          </div>
        )}
      </header>
      <div className={classes.columns} data-aside={aside ? true : undefined}>
        <div className={classes.content}>{children}</div>
        {aside && (
          <aside className={classes.aside} aria-label={asideLabel}>
            {aside}
          </aside>
        )}
      </div>
    </div>
  );
}
