import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { type Job, useJobs } from "@/api/useJob";
import { useSources } from "@/api/useSources";
import { Page } from "@/components/page/Page";
import { PageFailed, RowsLoading } from "@/components/page/PageStates";
import button from "@/components/ui/Button.module.css";
import { Empty } from "@/components/ui/Empty";
import { IconInbox, IconPlus } from "@/components/ui/Icons";
import table from "@/components/ui/Table.module.css";
import { Tag } from "@/components/ui/Tag";
import { useNow } from "@/lib/clock";
import { useFormat } from "@/lib/format";
import { reportOf } from "../types";
import classes from "./imports.module.css";

/** The files that were imported, the newest first. */
export function ImportsPage() {
  const { t } = useTranslation();
  const query = useJobs("import");
  return (
    <Page
      crumbs={[{ label: t("nav.manage") }]}
      title={t("manage.imports")}
      actions={
        <Link to="/manage/imports/new" className={button.button} data-look="filled">
          <IconPlus size={16} stroke={1.75} aria-hidden />
          {t("imports.new")}
        </Link>
      }
    >
      {!query.data ? (
        query.error ? (
          <PageFailed error={query.error} title={t("imports.failed")} onRetry={() => void query.refetch()} />
        ) : (
          <RowsLoading rows={5} height={44} />
        )
      ) : query.data.length === 0 ? (
        <Empty icon={IconInbox} title={t("imports.empty")} as="h2">
          <p>{t("imports.lead")}</p>
          <p>
            <Link to="/manage/imports/new">{t("imports.new")}</Link>
          </p>
        </Empty>
      ) : (
        <Jobs jobs={query.data} />
      )}
    </Page>
  );
}

const tones = {
  waiting: "neutral",
  running: "accent",
  done: "happy",
  failed: "late",
  cancelled: "plain",
} as const;

function Jobs({ jobs }: { jobs: readonly Job[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const sources = useSources();
  return (
    <table className={table.table}>
      <thead>
        <tr>
          <th scope="col">{t("imports.file")}</th>
          <th scope="col" className={classes.wide}>
            {t("imports.source")}
          </th>
          <th scope="col">{t("imports.state")}</th>
          <th scope="col" className={table.figure}>
            {t("imports.figures.created")}
          </th>
          <th scope="col" className={classes.wide}>
            {t("imports.by")}
          </th>
        </tr>
      </thead>
      <tbody>
        {jobs.map((job) => {
          const report = reportOf(job);
          const trial = job.asked.mode === "dry_run" && job.status === "done";
          return (
            <tr key={job.id}>
              <td>
                <Link to="/manage/imports/$importId" params={{ importId: job.id }} className={classes.link}>
                  {String(job.asked.name ?? job.id)}
                </Link>
              </td>
              <td className={classes.wide}>
                {sources.data?.items.find(({ id }) => id === job.asked.source)?.name ?? "–"}
              </td>
              <td>
                <Tag tone={trial ? "neutral" : tones[job.status]}>
                  {t(trial ? "imports.statuses.tried" : `imports.statuses.${job.status}`)}
                </Tag>
              </td>
              <td className={table.figure}>{report && !trial ? format.number(report.created) : "–"}</td>
              <td className={classes.wide}>
                {t("imports.byAt", { name: job.by.name, moment: format.moment(job.created_at, now) })}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
