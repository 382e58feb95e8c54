import { useTranslation } from "react-i18next";
import { useFormat } from "@/lib/format";
import { changedParts, type RulePart } from "../criteria/compare";
import { criteriaText } from "../criteria/sentence";
import { opened } from "../criteria/tree";
import type { RuleBody } from "../types";
import { useTelling } from "../useTelling";
import classes from "./RuleChanges.module.css";

interface RuleChangesProps {
  /** The state before; null when the rule did not exist. */
  before: RuleBody | null;
  after: RuleBody;
  scoreMax: number | null;
}

/** What differs between two states of a rule, each part before and after in words. */
export function RuleChanges({ before, after, scoreMax }: RuleChangesProps) {
  const { t } = useTranslation();
  const write = useRuleWords(scoreMax);
  const parts: RulePart[] = before ? changedParts(before, after) : ["criteria", "priority", "expires_in"];
  if (parts.length === 0) return <p className={classes.same}>{t("rules.history.same")}</p>;
  return (
    <dl className={classes.changes}>
      {parts.map((part) => (
        <div key={part}>
          <dt>{t(`rules.part.${part}`)}</dt>
          {before && (
            <dd>
              <del>
                <span className="visually-hidden">{t("rules.history.before")} </span>
                {write(before, part)}
              </del>
            </dd>
          )}
          <dd>
            <ins>
              {before && <span className="visually-hidden">{t("rules.history.after")} </span>}
              {write(after, part)}
            </ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Writes one part of a rule in words. */
function useRuleWords(scoreMax: number | null): (rule: RuleBody, part: RulePart) => string {
  const { t } = useTranslation();
  const format = useFormat();
  const telling = useTelling(scoreMax);
  return (rule, part) => {
    switch (part) {
      case "criteria":
        return criteriaText(opened(rule.criteria), { ...telling, complete: () => true });
      case "expires_in":
        return format.duration(rule.expires_in * 1000);
      case "kind":
        return t(`rules.kind.${rule.kind}`);
      case "notify":
        return t(rule.notify ? "rules.value.yes" : "rules.value.no");
      case "status":
        return t(`rules.status.${rule.status}`);
      case "priority":
        return t(`priority.${rule.priority}`);
      case "paused_until":
        return rule.paused_until ? format.date(rule.paused_until) : t("rules.noEnd");
      case "owners":
        return format.list(Object.keys(rule.owners).map((id) => telling.names("place", id) ?? id)) || "–";
      case "assign":
        return t(`rules.assign.${rule.assign}`);
      case "label":
        return rule.label;
    }
  };
}
