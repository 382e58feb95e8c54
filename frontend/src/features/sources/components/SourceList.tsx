import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useNow } from "@/lib/clock";
import { useFormat } from "@/lib/format";
import type { Kind, Source } from "../types";
import { HealthTag } from "./HealthTag";
import classes from "./SourceList.module.css";

interface SourceListProps {
  sources: readonly Source[];
  kinds: readonly Kind[];
  selected: string | undefined;
}

/** The sources by name, each with its tool, what it sent lately and how it is doing. */
export function SourceList({ sources, kinds, selected }: SourceListProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const lately = ({ health }: Source) => {
    if (health.last_7_days > 0) {
      return t("sources.lately", { count: health.last_7_days, shown: format.number(health.last_7_days) });
    }
    return health.last_at
      ? t("sources.noneSince", { age: format.duration(now - Date.parse(health.last_at)) })
      : t("sources.noneYet");
  };
  return (
    <nav aria-label={t("manage.sources")}>
      <ul>
        {sources.map((source) => (
          <li key={source.id}>
            <Link
              to="/manage/sources/$sourceId"
              params={{ sourceId: source.id }}
              className={classes.row}
              aria-current={source.id === selected ? "page" : undefined}
            >
              <span className={classes.words}>
                <span className={classes.name}>{source.name}</span>
                <span className={classes.meta}>
                  {kinds.find(({ kind }) => kind === source.kind)?.name ?? source.kind}, {lately(source)}
                </span>
              </span>
              <HealthTag status={source.health.status} />
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
