import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Page } from "@/components/page/Page";
import { PageFailed, RowsLoading } from "@/components/page/PageStates";
import { Banner } from "@/components/ui/Banner";
import { Button } from "@/components/ui/Button";
import button from "@/components/ui/Button.module.css";
import { Empty } from "@/components/ui/Empty";
import { IconAlertCircle, IconBolt, IconPlus } from "@/components/ui/Icons";
import { Input } from "@/components/ui/Input";
import { Segmented } from "@/components/ui/Segmented";
import { useLayout } from "@/lib/layout";
import { useMe } from "@/lib/me";
import { useFindings, useRules } from "../api/useRules";
import { RuleList } from "../components/RuleList";
import type { Rule } from "../types";
import { useRuleCommands } from "../useRuleCommands";
import classes from "./RulesPage.module.css";

const filters = ["all", "active", "draft", "paused"] as const;
type Filter = (typeof filters)[number];

const FEW = 6;

function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();
}

/** The rules of the account: what each does, how much it takes, what there is to check. */
export function RulesPage() {
  const { t } = useTranslation();
  const writes = useMe().rights.includes("rules");
  const layout = useLayout();
  const rules = useRules();
  const findings = useFindings({ enabled: writes });
  const commands = useRuleCommands();
  const [filter, setFilter] = useState<Filter>("all");
  const [search, setSearch] = useState("");
  const all = rules.data?.items ?? [];
  const shown = all.filter(
    (rule: Rule) =>
      (filter === "all" || rule.status === filter) && plain(rule.label).includes(plain(search.trim())),
  );
  const toCheck = findings.data?.items.filter(({ severity }) => severity !== "fine").length ?? 0;
  return (
    <Page
      crumbs={[{ label: t("nav.manage") }]}
      title={t("manage.rules")}
      actions={
        writes && (
          <>
            {toCheck > 0 && (
              <Link to="/manage/rules/findings" className={button.button} data-look="outline">
                {t("rules.toCheck", { count: toCheck })}
              </Link>
            )}
            <Link
              to="/manage/rules/$ruleId"
              params={{ ruleId: "new" }}
              className={button.button}
              data-look="filled"
            >
              <IconPlus size={16} stroke={1.75} aria-hidden />
              {t("rules.add")}
            </Link>
          </>
        )
      }
    >
      {commands.failed && (
        <div className={classes.banner}>
          <Banner
            kind="failed"
            icon={IconAlertCircle}
            actions={<Button onClick={commands.dismiss}>{t("app.close")}</Button>}
          >
            <strong>{t("rules.commandFailed", { label: commands.failed.rule.label })}</strong>{" "}
            {t(failureText(commands.failed.problem.code))}{" "}
            {commands.failed.problem.requestId && (
              <small>{t("app.request", { id: commands.failed.problem.requestId })}</small>
            )}
          </Banner>
        </div>
      )}
      {rules.isPending ? (
        <RowsLoading rows={8} height={44} />
      ) : rules.error && !rules.data ? (
        <PageFailed error={rules.error} title={t("rules.failed")} onRetry={rules.refetch} />
      ) : all.length === 0 ? (
        <Empty icon={IconBolt} title={t("rules.empty")} as="h2">
          <p>{t("rules.emptyText")}</p>
          {writes && (
            <p>
              <Link to="/manage/rules/$ruleId" params={{ ruleId: "new" }}>
                {t("rules.emptyAction")}
              </Link>
            </p>
          )}
        </Empty>
      ) : (
        <>
          {all.length > FEW && (
            <div className={classes.tools}>
              <Input
                type="search"
                className={classes.search}
                aria-label={t("manage.search")}
                placeholder={t("manage.search")}
                value={search}
                onChange={(event) => setSearch(event.currentTarget.value)}
              />
              <Segmented
                label={t("rules.list.status")}
                value={filter}
                choices={filters.map((value) => ({
                  value,
                  label: value === "all" ? t("rules.all") : t(`rules.statuses.${value}`),
                }))}
                onChange={setFilter}
              />
            </div>
          )}
          {shown.length > 0 ? (
            <RuleList
              rules={shown}
              findings={writes ? (findings.data?.items ?? []) : undefined}
              commands={writes ? commands : null}
              cards={layout === "phone" || layout === "single"}
            />
          ) : (
            <Empty icon={IconBolt} title={t("rules.noneFound")}>
              <button
                type="button"
                onClick={() => {
                  setSearch("");
                  setFilter("all");
                }}
              >
                {t("rules.showAll")}
              </button>
            </Empty>
          )}
        </>
      )}
    </Page>
  );
}

function failureText(code: string) {
  if (code === "stale_version") return "rules.failure.stale";
  if (code === "confirm_required") return "rules.failure.broad";
  if (code === "duplicate") return "rules.form.duplicate";
  return code === "offline" ? "notice.offline" : "rules.notSaved.text";
}
