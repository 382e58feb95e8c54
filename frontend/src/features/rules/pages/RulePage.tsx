import { useParams, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Page } from "@/components/page/Page";
import { PageFailed, RowsLoading } from "@/components/page/PageStates";
import { useFields, useKeywordLists, useRule } from "../api/useRules";
import { RuleEditor } from "../components/RuleEditor";
import { blankRule } from "../criteria/compare";
import { blankLine } from "../criteria/values";
import type { Base } from "../useRuleEditor";

const MOST = 40;

/** One rule: a new one, a copy of another (`from`), or one that exists. */
export function RulePage() {
  const { t } = useTranslation();
  const { ruleId = "new" } = useParams({ strict: false });
  const { from } = useSearch({ strict: false });
  const isNew = ruleId === "new";
  const rule = useRule(isNew ? from : ruleId);
  const fields = useFields();
  const lists = useKeywordLists();
  const waits = isNew && !from ? null : rule;
  const failed = [waits, fields, lists].find((query) => query?.error && !query.data);

  const initial = useMemo<Base | null>(() => {
    if (!fields.data) return null;
    if (isNew && !from) {
      return blankRule({ id: "root", combinator: "and", rules: [blankLine(fields.data)] });
    }
    if (!rule.data) return null;
    if (!isNew) return rule.data;
    const { id: _, version: __, ...copied } = rule.data;
    const label = t("rules.copyOf", { label: copied.label }).slice(0, MOST);
    return { ...copied, label, status: "draft", paused_until: null };
  }, [fields.data, isNew, from, rule.data, t]);

  if (initial && fields.data && lists.data) {
    return <RuleEditor key={ruleId} initial={initial} fields={fields.data} lists={lists.data} />;
  }
  return (
    <Page
      crumbs={[{ label: t("nav.manage") }, { label: t("manage.rules"), to: "/manage/rules" }]}
      title={t(isNew ? "rules.new" : "rules.loading")}
    >
      {failed ? (
        <PageFailed
          error={failed.error}
          title={t("rules.failedOne")}
          onRetry={() => {
            for (const query of [waits, fields, lists]) if (query?.error) void query.refetch();
          }}
        />
      ) : (
        <RowsLoading rows={5} height={72} />
      )}
    </Page>
  );
}
