import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Page } from "@/components/page/Page";
import { PageFailed, RowsLoading } from "@/components/page/PageStates";
import { Empty } from "@/components/ui/Empty";
import { IconCircleCheck } from "@/components/ui/Icons";
import { Tag } from "@/components/ui/Tag";
import { useFindings, useRules } from "../api/useRules";
import { bySeverity, FindingItem } from "../components/FindingItem";
import { useRuleCommands } from "../useRuleCommands";
import classes from "./FindingsPage.module.css";

const severities = ["error", "warning", "advice", "fine"] as const;

/** What the checks say of all rules, the most serious first, each with its action. */
export function FindingsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { rule: only } = useSearch({ strict: false });
  const query = useFindings();
  const rules = useRules();
  const commands = useRuleCommands();
  const items = bySeverity(query.data?.items ?? []).filter(({ rule_id }) => !only || rule_id === only);
  const onlyLabel = rules.data?.items.find(({ id }) => id === only)?.label;
  return (
    <Page
      crumbs={[{ label: t("nav.manage") }, { label: t("manage.rules"), to: "/manage/rules" }]}
      title={t("rules.findings")}
      badge={
        only && (
          <Tag
            tone="accent"
            removeLabel={t("rules.showAll")}
            onRemove={() => void navigate({ to: "/manage/rules/findings", search: {} })}
          >
            {onlyLabel ?? only}
          </Tag>
        )
      }
    >
      {query.isPending ? (
        <RowsLoading rows={6} />
      ) : query.error && !query.data ? (
        <PageFailed error={query.error} title={t("rules.findingsFailed")} onRetry={query.refetch} />
      ) : items.length === 0 ? (
        <Empty icon={IconCircleCheck} tone="happy" title={t("rules.findingsNone")} as="h2">
          {t("rules.findingsNoneText")}
        </Empty>
      ) : (
        <div className={classes.findings}>
          <p className={classes.lead}>{t("rules.findingsLead")}</p>
          {severities.map((severity) => {
            const own = items.filter((finding) => finding.severity === severity);
            if (own.length === 0) return null;
            return (
              <section key={severity} aria-labelledby={`findings-${severity}`}>
                <h2 id={`findings-${severity}`}>
                  {t(`rules.severities.${severity}`)} <span>{own.length}</span>
                </h2>
                <ul>
                  {own.map((finding) => {
                    const rule = rules.data?.items.find(({ id }) => id === finding.rule_id);
                    const other = finding.params.other;
                    return (
                      <FindingItem
                        key={`${finding.rule_id} ${finding.code} ${String(other)}`}
                        finding={finding}
                        title={
                          <Link to="/manage/rules/$ruleId" params={{ ruleId: finding.rule_id }}>
                            {finding.label}
                          </Link>
                        }
                      >
                        {severity !== "fine" && (
                          <Link to="/manage/rules/$ruleId" params={{ ruleId: finding.rule_id }}>
                            {t("rules.act.mend")}
                          </Link>
                        )}
                        {typeof other === "string" && (
                          <Link to="/manage/rules/$ruleId" params={{ ruleId: other }}>
                            {t("rules.act.open")}
                          </Link>
                        )}
                        {finding.code === "never_fired" && rule?.status === "active" && (
                          <button type="button" onClick={() => void commands.pause(rule, null)}>
                            {t("rules.pause")}
                          </button>
                        )}
                      </FindingItem>
                    );
                  })}
                </ul>
              </section>
            );
          })}
        </div>
      )}
    </Page>
  );
}
