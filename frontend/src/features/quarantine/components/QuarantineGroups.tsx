import { useTranslation } from "react-i18next";
import { useSources } from "@/api/useSources";
import { PageFailed, RowsLoading } from "@/components/page/PageStates";
import { IconCircleCheck, IconLock } from "@/components/ui/Icons";
import { useFormat } from "@/lib/format";
import { useQuarantine } from "../api/useQuarantine";
import { GroupRow } from "./GroupRow";
import classes from "./QuarantineGroups.module.css";

interface QuarantineGroupsProps {
  /** Only what waits of this source. */
  source?: string;
  as?: "h2" | "h3";
}

/** What was authentic and could not be read, by reason. */
export function QuarantineGroups({ source, as: Title = "h2" }: QuarantineGroupsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const sources = useSources();
  const query = useQuarantine(source);
  const { data } = query;
  return (
    <section className={classes.panel} aria-labelledby="quarantine-title">
      <header className={classes.head}>
        <IconLock size={16} stroke={1.75} aria-hidden />
        <Title id="quarantine-title">{t("manage.quarantine")}</Title>
        {data && data.total > 0 && (
          <span className={classes.total}>
            {t(data.more ? "quarantine.totalMore" : "quarantine.total", {
              count: data.total,
              shown: format.number(data.total),
            })}
          </span>
        )}
      </header>
      {data ? (
        data.items.length > 0 ? (
          <ul>
            {data.items.map((group) => (
              <GroupRow
                key={`${group.source_id} ${group.code} ${group.path}`}
                group={group}
                sourceName={
                  source ? undefined : sources.data?.items.find(({ id }) => id === group.source_id)?.name
                }
              />
            ))}
          </ul>
        ) : (
          <p className={classes.none}>
            <IconCircleCheck size={16} stroke={1.75} aria-hidden />
            {t("quarantine.none")}
          </p>
        )
      ) : query.error ? (
        <div className={classes.state}>
          <PageFailed
            error={query.error}
            title={t("quarantine.failed")}
            onRetry={() => void query.refetch()}
          />
        </div>
      ) : (
        <div className={classes.state}>
          <RowsLoading rows={2} height={40} />
        </div>
      )}
    </section>
  );
}
