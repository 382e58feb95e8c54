import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { isOver, useJob } from "@/api/useJob";
import { JobProgress } from "@/components/job/JobProgress";
import { Page } from "@/components/page/Page";
import { PageFailed, RowsLoading } from "@/components/page/PageStates";
import { Banner } from "@/components/ui/Banner";
import { IconAlertCircle, IconCircleCheck, IconInfoCircle } from "@/components/ui/Icons";
import { Choices } from "../components/Choices";
import { Outcome } from "../components/Outcome";
import { BadLines, FirstRows } from "../components/Tables";
import { reportOf } from "../types";
import classes from "./imports.module.css";

/** One import: what the try found, how far it is, what came of it. */
export function ImportPage() {
  const { t } = useTranslation();
  const { importId = "" } = useParams({ strict: false });
  const query = useJob(importId);
  const job = query.data;
  const report = reportOf(job);
  const name = typeof job?.asked.name === "string" ? job.asked.name : t("manage.imports");
  const mode = job?.asked.mode;
  const over = isOver(job);
  const written = job?.status === "done" && mode !== "dry_run";
  const tried = over && report && !written;
  return (
    <Page
      crumbs={[{ label: t("nav.manage") }, { label: t("manage.imports"), to: "/manage/imports" }]}
      title={name}
    >
      {!job ? (
        query.error ? (
          <PageFailed error={query.error} title={t("imports.failed")} onRetry={() => void query.refetch()} />
        ) : (
          <RowsLoading rows={4} height={57} />
        )
      ) : (
        <div className={classes.page}>
          {!over && !mode && (
            <Banner kind="quiet" icon={IconInfoCircle}>
              <strong>{t("imports.incomplete")}</strong>{" "}
              <Link to="/manage/imports/new">{t("imports.incompleteAction")}</Link>
            </Banner>
          )}
          {!over && mode !== undefined && mode !== null && (
            <JobProgress job={job} label={t(mode === "dry_run" ? "imports.trying" : "imports.running")} />
          )}
          {job.status === "failed" && (
            <Banner kind="failed" icon={IconAlertCircle}>
              <strong>{t("imports.jobFailed")}</strong> {job.error?.detail}
            </Banner>
          )}
          {job.status === "cancelled" && (
            <Banner kind="quiet" icon={IconInfoCircle}>
              {t("imports.cancelled")}
            </Banner>
          )}
          {written && (
            <Banner kind="quiet" icon={IconCircleCheck}>
              <strong>{t("imports.done")}</strong> {t("imports.doneText")}
            </Banner>
          )}
          {tried && job.status === "done" && <p className={classes.lead}>{t("imports.tried")}</p>}
          {over && report && <Outcome report={report} />}
          {tried && <Choices key={job.ended_at} job={job} report={report} />}
          {over && report && report.rejected > 0 && <BadLines id={job.id} key={`lines ${job.ended_at}`} />}
          {over && report && <FirstRows preview={report.preview} />}
        </div>
      )}
    </Page>
  );
}
