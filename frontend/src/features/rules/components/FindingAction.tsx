import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Finding } from "../types";

interface FindingActionProps {
  finding: Finding;
  onLabel: () => void;
  onExpiry: () => void;
  onPriority: () => void;
  onAdd: () => void;
  onComment: () => void;
}

/** What one may do about a finding in the editor, next to it. */
export function FindingAction({ finding, ...on }: FindingActionProps) {
  const { t } = useTranslation();
  const button = (text: string, act: () => void) => (
    <button type="button" onClick={act}>
      {text}
    </button>
  );
  switch (finding.code) {
    case "label_code_like":
    case "label_long":
      return button(t("rules.act.rename"), on.onLabel);
    case "expiry_short":
    case "expiry_long":
      return button(t("rules.act.expiry"), on.onExpiry);
    case "p1_share":
      return button(t("rules.act.priority"), on.onPriority);
    case "no_comment_condition":
      return button(t("rules.act.comment"), on.onComment);
    case "too_broad":
    case "matches_all":
      return button(t("rules.act.narrow"), on.onAdd);
    case "near_copy":
    case "overlap":
      return finding.rule_id ? (
        <Link to="/manage/rules/$ruleId" params={{ ruleId: finding.rule_id }}>
          {t("rules.act.open")}
        </Link>
      ) : null;
    default:
      return null;
  }
}
