import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problem";
import { isOver, useJob } from "@/api/useJob";
import { FilePicker } from "@/components/form/FilePicker";
import { FormNotice } from "@/components/form/FormNotice";
import form from "@/components/form/form.module.css";
import { TextArea } from "@/components/form/TextArea";
import { JobProgress } from "@/components/job/JobProgress";
import { Page } from "@/components/page/Page";
import { Banner } from "@/components/ui/Banner";
import { Button } from "@/components/ui/Button";
import { Field } from "@/components/ui/Field";
import { IconCircleCheck } from "@/components/ui/Icons";
import { Segmented } from "@/components/ui/Segmented";
import { useFormat } from "@/lib/format";
import { type FileKind, fileKinds, useApplyFile, useTryFile } from "../api/useDirectoryFile";
import { PlacesTabs } from "../components/PlacesTabs";
import classes from "../components/places.module.css";
import { TrialView } from "../components/TrialView";

/** Places, groups and people by file: tried first, then carried out. */
export function FilesPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const [kind, setKind] = useState<FileKind>("places");
  const [file, setFile] = useState<File | null>(null);
  const [text, setText] = useState("");
  const [asked, setAsked] = useState(false);
  const tried = useTryFile();
  const apply = useApplyFile();
  const job = useJob(apply.data?.id).data ?? apply.data;
  const trial = tried.data;
  const write = (next: string) => {
    setText(next);
    tried.reset();
    apply.reset();
  };
  const well = trial ? trial.added + trial.changed + trial.removed : 0;
  const failed = tried.error ?? apply.error;
  return (
    <Page crumbs={[{ label: t("nav.manage") }]} title={t("manage.places")}>
      <PlacesTabs current="files" />
      <div className={`${form.form} ${form.narrow}`}>
        <p className={form.lead}>{t("directory.lead")}</p>
        <div>
          <Segmented
            label={t("directory.kind")}
            value={kind}
            choices={fileKinds.map((value) => ({ value, label: t(`directory.kinds.${value}`) }))}
            onChange={(next) => {
              setKind(next);
              tried.reset();
            }}
          />
        </div>
        <p className={form.hint}>
          {t("directory.columns")} <code className={classes.columns}>{t(`directory.columnsOf.${kind}`)}</code>
        </p>
        <FilePicker
          file={file}
          error={undefined}
          onFile={(chosen) => {
            setFile(chosen);
            void chosen.text().then(write);
          }}
        />
        <Field
          label={t("directory.text")}
          error={asked && text.trim() === "" ? t("directory.noText") : undefined}
        >
          {(control) => (
            <TextArea {...control} className={classes.text} rows={7} value={text} onChange={write} />
          )}
        </Field>
        <p>
          <Button
            look={trial ? "outline" : "filled"}
            busy={tried.isPending}
            onClick={() => {
              setAsked(true);
              if (text.trim() !== "") tried.mutate({ kind, text });
            }}
          >
            {t("directory.try")}
          </Button>
        </p>
        <FormNotice problem={failed ? asProblem(failed) : null} />
        {trial && <TrialView trial={trial} />}
        {trial && !apply.data && well > 0 && (
          <p>
            <Button
              look="filled"
              busy={apply.isPending}
              onClick={() => apply.mutate({ kind, text, mode: trial.errors.length > 0 ? "partial" : "all" })}
            >
              {t(trial.errors.length > 0 ? "directory.applyWell" : "directory.apply", {
                count: well,
                shown: format.number(well),
              })}
            </Button>
          </p>
        )}
        {job && <JobProgress job={job} label={t("directory.applying")} />}
        {job && isOver(job) && (
          <Banner kind="quiet" icon={IconCircleCheck}>
            {t(job.status === "done" ? "directory.done" : "directory.stopped", {
              count: job.progress.done,
              shown: format.number(job.progress.done),
            })}
          </Banner>
        )}
      </div>
    </Page>
  );
}
