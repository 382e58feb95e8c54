import { useTranslation } from "react-i18next";
import type { Problem } from "@/api/problem";
import { Banner } from "@/components/ui/Banner";
import { Button } from "@/components/ui/Button";
import { IconAlertCircle, IconAlertTriangle, IconUsers } from "@/components/ui/Icons";
import { Switch } from "@/components/ui/Switch";
import { useNow } from "@/lib/clock";
import { useFormat } from "@/lib/format";
import type { Finding, Rule } from "../types";
import type { RuleEditing } from "../useRuleEditor";
import classes from "./EditorNotices.module.css";
import { RuleChanges } from "./RuleChanges";

interface ConflictProps {
  /** The rule as somebody else saved it meanwhile. */
  theirs: Rule;
  editing: RuleEditing;
  scoreMax: number | null;
  onMine: () => void;
  onTheirs: () => void;
}

/** Somebody else saved first: who, when, what, and whose version goes on. */
export function Conflict({ theirs, editing, scoreMax, onMine, onTheirs }: ConflictProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const who = theirs.saved_by?.name ?? t("timeline.system");
  return (
    <Banner kind="changed" icon={IconUsers}>
      <strong>
        {t("rules.conflict.title", {
          name: who,
          version: theirs.version,
          age: theirs.saved_at ? format.ago(theirs.saved_at, now) : "",
        })}
      </strong>{" "}
      {t("rules.conflict.text")}
      <div className={classes.changes}>
        <RuleChanges before={editing.base} after={theirs} scoreMax={scoreMax} />
      </div>
      <div className={classes.actions}>
        <button type="button" onClick={onTheirs}>
          {t("rules.conflict.theirs")}
        </button>
        <button type="button" onClick={onMine}>
          {t("rules.conflict.mine")}
        </button>
      </div>
    </Banner>
  );
}

interface BroadProps {
  /** What has to be confirmed; the server may ask for it where the preview saw nothing. */
  finding: Finding | undefined;
  confirmed: boolean;
  onConfirm: (confirmed: boolean) => void;
}

/** A rule that takes in very much is saved behind a tick only. */
export function Broad({ finding, confirmed, onConfirm }: BroadProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const share = Number(finding?.params.share ?? Number.NaN);
  const text = Number.isFinite(share)
    ? t("rules.broad.share", { share: format.percent(share) })
    : t("rules.broad.much");
  return (
    <Banner kind="changed" icon={IconAlertTriangle}>
      <strong>{text}</strong> {t("rules.broad.text")}
      <div className={classes.tick} id="confirm-broad">
        <Switch look="tick" checked={confirmed} onChange={onConfirm}>
          {t("rules.broad.confirm")}
        </Switch>
      </div>
    </Banner>
  );
}

/** A save that failed, with another try. */
export function NotSaved({ problem, onRetry }: { problem: Problem; onRetry: () => void }) {
  const { t } = useTranslation();
  return (
    <Banner
      kind="failed"
      icon={IconAlertCircle}
      actions={<Button onClick={onRetry}>{t("app.retry")}</Button>}
    >
      <strong>{t("rules.notSaved.title")}</strong>{" "}
      {t(problem.code === "offline" ? "notice.offline" : "rules.notSaved.text")}{" "}
      {problem.requestId && <small>{t("app.request", { id: problem.requestId })}</small>}
    </Banner>
  );
}
