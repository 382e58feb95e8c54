import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { newIdempotencyKey } from "@/api/client";
import { asProblem } from "@/api/problem";
import { Page } from "@/components/page/Page";
import { Banner } from "@/components/ui/Banner";
import { Button } from "@/components/ui/Button";
import { ChipsInput } from "@/components/ui/ChipsInput";
import { Field } from "@/components/ui/Field";
import { IconAlertCircle, IconUsers } from "@/components/ui/Icons";
import { Input, Select } from "@/components/ui/Input";
import { Switch } from "@/components/ui/Switch";
import { Tag } from "@/components/ui/Tag";
import { useMe } from "@/lib/me";
import { showToast } from "@/lib/toast";
import { type KeywordList, type ListBody, useDeleteList, useReadList, useSaveList } from "../api/useLists";
import classes from "../pages/lists.module.css";

interface ListEditorProps {
  /** The list as saved; null for a new one. */
  list: KeywordList | null;
  initial: ListBody;
}

const languages = ["", "fr", "en"] as const;

function bodyOf({ name, words, exceptions, inflected, language }: ListBody): ListBody {
  return { name, words, exceptions, inflected, language };
}

/** The words of a list, what they are not, and the rules that change with it. */
export function ListEditor({ list, initial }: ListEditorProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const writes = useMe().rights.includes("rules");
  const [base, setBase] = useState(list);
  const [draft, setDraft] = useState(() => bodyOf(initial));
  const [key, setKey] = useState(newIdempotencyKey);
  const save = useSaveList();
  const remove = useDeleteList();
  const read = useReadList();
  const dirty = JSON.stringify(draft) !== JSON.stringify(bodyOf(base ?? initial));
  const ready = draft.name.trim() !== "" && draft.words.length > 0;
  const problem = save.error ? asProblem(save.error) : null;
  const stale = problem?.code === "stale_version";
  const taken = problem?.code === "duplicate";
  const refused = remove.error ? asProblem(remove.error) : null;
  const change = (part: Partial<ListBody>) => {
    setKey(newIdempotencyKey());
    setDraft({ ...draft, ...part });
  };
  const faultOf = (name: string) =>
    problem?.faults.find(({ path }) => path === `$.${name}` || path.startsWith(`$.${name}[`))?.message;
  const store = () =>
    save.mutate(
      { ...(base && { id: base.id, version: base.version }), list: draft, key },
      {
        onSuccess(saved) {
          showToast({ text: "toast.listSaved", name: saved.name });
          setBase(saved);
          setDraft(bodyOf(saved));
          if (!base) void navigate({ to: "/manage/lists" });
        },
        onError(error) {
          if (base && asProblem(error).code === "stale_version") {
            void read(base.id).then(setBase, () => undefined);
          }
        },
      },
    );
  return (
    <Page
      crumbs={[{ label: t("nav.manage") }, { label: t("manage.lists"), to: "/manage/lists" }]}
      title={base?.name ?? t("lists.add")}
      badge={base && <Tag>{t("lists.version", { version: base.version })}</Tag>}
      actions={
        writes && (
          <>
            {base && (
              <Button
                look={base.used_by.length > 0 ? "off" : "outline"}
                busy={remove.isPending}
                aria-disabled={base.used_by.length > 0}
                title={base.used_by.length > 0 ? t("lists.inUse") : undefined}
                onClick={() => {
                  if (base.used_by.length > 0) return;
                  remove.mutate(base, {
                    onSuccess() {
                      showToast({ text: "toast.listDeleted", name: base.name });
                      void navigate({ to: "/manage/lists" });
                    },
                    onError: () => void read(base.id).then(setBase, () => undefined),
                  });
                }}
              >
                {t("lists.delete")}
              </Button>
            )}
            <Button
              look={dirty && ready ? "filled" : "off"}
              busy={save.isPending}
              aria-disabled={!(dirty && ready)}
              title={ready ? (dirty ? undefined : t("lists.saved")) : t("lists.notReady")}
              onClick={() => dirty && ready && store()}
            >
              {t(stale ? "lists.saveAnyway" : base ? "lists.save" : "lists.create")}
            </Button>
          </>
        )
      }
    >
      <div className={classes.form}>
        {problem && !taken && problem.faults.length === 0 && (
          <Banner kind={stale ? "changed" : "failed"} icon={stale ? IconUsers : IconAlertCircle}>
            <strong>{t(stale ? "lists.stale" : "lists.saveFailed")}</strong>{" "}
            {stale ? t("lists.staleText", { words: base?.words.join(", ") }) : problem.detail}
          </Banner>
        )}
        {refused && (
          <Banner kind="failed" icon={IconAlertCircle}>
            <strong>{t(refused.code === "in_use" ? "lists.inUse" : "lists.deleteFailed")}</strong>{" "}
            {refused.code === "in_use" ? base?.used_by.map(({ label }) => label).join(", ") : refused.detail}
          </Banner>
        )}
        <div className={classes.pair}>
          <Field label={t("lists.name")} error={taken ? t("lists.duplicate") : faultOf("name")}>
            {(control) => (
              <Input
                {...control}
                disabled={!writes}
                maxLength={80}
                value={draft.name}
                onChange={(event) => change({ name: event.currentTarget.value })}
              />
            )}
          </Field>
          <Field label={t("lists.language")} error={faultOf("language")}>
            {(control) => (
              <Select
                {...control}
                disabled={!writes}
                value={draft.language ?? ""}
                choices={languages.map((value) => ({
                  value,
                  label: t(value === "" ? "lists.anyLanguage" : `lists.languages.${value}`),
                }))}
                onChange={(value) => change({ language: (value || null) as ListBody["language"] })}
              />
            )}
          </Field>
        </div>
        <Field
          label={t("lists.words")}
          hint={writes ? t("lists.wordsHint") : undefined}
          error={faultOf("words")}
        >
          {(control) => (
            <ChipsInput
              {...control}
              label={t("lists.words")}
              disabled={!writes}
              values={draft.words}
              onChange={(words) => change({ words })}
            />
          )}
        </Field>
        <Field label={t("lists.exceptions")} hint={t("lists.exceptionsHint")} error={faultOf("exceptions")}>
          {(control) => (
            <ChipsInput
              {...control}
              label={t("lists.exceptions")}
              disabled={!writes}
              values={draft.exceptions}
              onChange={(exceptions) => change({ exceptions })}
            />
          )}
        </Field>
        <div>
          <Switch
            checked={draft.inflected}
            disabled={!writes}
            onChange={(inflected) => change({ inflected })}
          >
            {t("lists.inflected")}
          </Switch>
          <p className={classes.hint}>{t("lists.inflectedHint")}</p>
        </div>
        {base && (
          <section className={classes.used}>
            <h2>{t("lists.usedBy")}</h2>
            {base.used_by.length > 0 ? (
              <ul>
                {base.used_by.map(({ id, label }) => (
                  <li key={id}>
                    <Link to="/manage/rules/$ruleId" params={{ ruleId: id }}>
                      {label}
                    </Link>
                  </li>
                ))}
              </ul>
            ) : (
              <p>{t("lists.unused")}</p>
            )}
          </section>
        )}
      </div>
    </Page>
  );
}
