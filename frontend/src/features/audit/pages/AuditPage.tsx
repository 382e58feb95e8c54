import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import form from "@/components/form/form.module.css";
import { Page } from "@/components/page/Page";
import { PageFailed, RowsLoading } from "@/components/page/PageStates";
import { PersonPicker } from "@/components/people/PersonPicker";
import { Button } from "@/components/ui/Button";
import { Empty } from "@/components/ui/Empty";
import { Field } from "@/components/ui/Field";
import { IconHistory } from "@/components/ui/Icons";
import { Input, Select } from "@/components/ui/Input";
import { type AuditFilter, useAudit } from "../api";
import { AuditTable } from "../components/AuditTable";
import classes from "../components/audit.module.css";
import { accountTypes, caseTypes } from "../types";

/** How cases are numbered. */
const CASE = /^a[a-z2-7]{24}$/;

/** Who did what, and when; the filter stands in the address. */
export function AuditPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const filter: AuditFilter = useSearch({ strict: false });
  const backwards = Boolean(filter.from && filter.to && filter.to < filter.from);
  const query = useAudit({
    ...filter,
    // What cannot be is said at its field, and not asked.
    to: backwards ? undefined : filter.to,
    alert: CASE.test(filter.alert ?? "") ? filter.alert : undefined,
  });
  const set = (part: AuditFilter) =>
    void navigate({ to: "/manage/audit", search: { ...filter, ...part }, replace: true });
  const filtered = Object.values(filter).some((value) => value !== undefined);
  return (
    <Page crumbs={[{ label: t("nav.manage") }]} title={t("manage.audit")}>
      <search className={classes.filter} aria-label={t("audit.filter")}>
        {(["from", "to"] as const).map((name) => (
          <Field
            key={name}
            label={t(`audit.${name}`)}
            error={name === "to" && backwards ? t("audit.backwards") : undefined}
          >
            {(control) => (
              <Input
                {...control}
                type="date"
                value={filter[name] ?? ""}
                onChange={(event) => set({ [name]: event.currentTarget.value || undefined })}
              />
            )}
          </Field>
        ))}
        <Field label={t("audit.who")}>
          {(control) => (
            <PersonPicker
              {...control}
              label={t("audit.who")}
              none={t("audit.anyone")}
              everybody
              value={filter.who ?? null}
              onChange={(who) => set({ who: who ?? undefined })}
            />
          )}
        </Field>
        <Field label={t("audit.what")}>
          {(control) => (
            <Select
              {...control}
              value={filter.type ?? ""}
              choices={[
                { value: "", label: t("audit.anything") },
                {
                  label: t("audit.ofCases"),
                  choices: caseTypes.map((value) => ({ value, label: t(`audit.type.${value}`) })),
                },
                {
                  label: t("audit.ofAccount"),
                  choices: accountTypes.map((value) => ({ value, label: t(`audit.type.${value}`) })),
                },
              ]}
              onChange={(type) => set({ type: type || undefined })}
            />
          )}
        </Field>
        <Field
          label={t("audit.case")}
          error={filter.alert && !CASE.test(filter.alert) ? t("audit.badCase") : undefined}
        >
          {(control) => (
            <Input
              {...control}
              key={filter.alert ?? ""}
              defaultValue={filter.alert ?? ""}
              placeholder={t("audit.caseExample")}
              onBlur={(event) => set({ alert: event.currentTarget.value.trim() || undefined })}
              onKeyDown={(event) => {
                if (event.key === "Enter") set({ alert: event.currentTarget.value.trim() || undefined });
              }}
            />
          )}
        </Field>
      </search>
      {!filter.from && !filter.to && <p className={form.hint}>{t("audit.lastWeek")}</p>}
      {!query.data ? (
        query.error ? (
          <PageFailed error={query.error} title={t("audit.failed")} onRetry={() => void query.refetch()} />
        ) : (
          <RowsLoading rows={8} height={48} />
        )
      ) : query.data.length === 0 && !query.hasNextPage ? (
        <Empty icon={IconHistory} title={t(filtered ? "audit.none" : "audit.empty")}>
          {filtered && (
            <button type="button" onClick={() => void navigate({ to: "/manage/audit", search: {} })}>
              {t("audit.clear")}
            </button>
          )}
        </Empty>
      ) : (
        <>
          {query.data.length > 0 ? <AuditTable items={query.data} /> : <p>{t("audit.goOn")}</p>}
          {query.hasNextPage && (
            <p className={form.more}>
              <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                {t("admin.more")}
              </Button>
            </p>
          )}
        </>
      )}
    </Page>
  );
}
