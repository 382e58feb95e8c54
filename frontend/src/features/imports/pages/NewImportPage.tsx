import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { faultAt } from "@/api/faults";
import { asProblem } from "@/api/problem";
import { useSources } from "@/api/useSources";
import { FilePicker } from "@/components/form/FilePicker";
import { Page } from "@/components/page/Page";
import { Button } from "@/components/ui/Button";
import { Field } from "@/components/ui/Field";
import { Select } from "@/components/ui/Input";
import { useFormat } from "@/lib/format";
import { useUpload } from "../api/useImports";
import classes from "./imports.module.css";

const MOST = 50_000_000;

/** A file to import: it is sent and tried, nothing is written yet. */
export function NewImportPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const sources = useSources();
  const upload = useUpload();
  const [file, setFile] = useState<File | null>(null);
  const [source, setSource] = useState("");
  const [asked, setAsked] = useState(false);
  const items = sources.data?.items ?? [];
  const fileFault =
    file === null
      ? asked
        ? t("imports.noFile")
        : undefined
      : file.size === 0
        ? t("imports.emptyFile")
        : file.size > MOST
          ? t("imports.tooLarge")
          : undefined;
  const sourceFault = asked && source === "" ? t("imports.noSource") : faultAt(upload.error, "source");
  const problem = upload.error ? asProblem(upload.error) : null;
  return (
    <Page
      crumbs={[{ label: t("nav.manage") }, { label: t("manage.imports"), to: "/manage/imports" }]}
      title={t("imports.new")}
    >
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(true);
          if (upload.isPending || file === null || file.size === 0 || file.size > MOST || source === "")
            return;
          upload.mutate(
            { file, asked: { source } },
            {
              onSuccess: (importId) =>
                void navigate({ to: "/manage/imports/$importId", params: { importId } }),
            },
          );
        }}
      >
        <p className={classes.lead}>{t("imports.lead")}</p>
        <FilePicker file={file} onFile={setFile} error={fileFault} />
        <Field label={t("imports.source")} hint={t("imports.sourceHint")} error={sourceFault}>
          {(control) => (
            <Select
              {...control}
              value={source}
              choices={[
                { value: "", label: t("imports.chooseSource") },
                ...items.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              onChange={setSource}
            />
          )}
        </Field>
        {upload.isPending && (
          <div className={classes.upload}>
            <span role="status">{t("imports.sending", { share: format.percent(upload.share) })}</span>
            <progress value={upload.share} max={1} aria-label={t("imports.sendingLabel")} />
          </div>
        )}
        {problem && problem.faults.length === 0 && (
          <p className={classes.failed} role="alert">
            {t("imports.sendFailed")} {problem.detail}
          </p>
        )}
        <div className={classes.actions}>
          <Button look="filled" type="submit" busy={upload.isPending}>
            {t("imports.try")}
          </Button>
        </div>
      </form>
    </Page>
  );
}
