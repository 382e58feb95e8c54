import { useTranslation } from "react-i18next";
import type { Problem } from "@/api/problem";
import { Banner } from "@/components/ui/Banner";
import { Button } from "@/components/ui/Button";
import { IconAlertCircle, IconUsers } from "@/components/ui/Icons";
import { useProblemText } from "./problemText";

interface FormNoticeProps {
  problem: Problem | null;
  /** Takes what somebody else saved, and drops what was written here. */
  onTheirs?: (() => void) | undefined;
}

/** What stood in the way of a save. Faults of single fields stand at their fields instead. */
export function FormNotice({ problem, onTheirs }: FormNoticeProps) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  if (!problem) return null;
  if (problem.code === "stale_version") {
    return (
      <Banner
        kind="changed"
        icon={IconUsers}
        actions={onTheirs && <Button onClick={onTheirs}>{t("admin.takeTheirs")}</Button>}
      >
        <strong>{t("admin.stale")}</strong> {t("admin.staleText")}
      </Banner>
    );
  }
  const { text, known } = textOf(problem);
  // A fault at a field says it there.
  if (problem.faults.length > 0 && !known) {
    return (
      <p className="visually-hidden" role="alert">
        {t("admin.mend", { count: problem.faults.length })}
      </p>
    );
  }
  return (
    <Banner kind="failed" icon={IconAlertCircle}>
      <strong>{t("admin.notSaved")}</strong> {text}{" "}
      {problem.requestId && !known && <small>{t("app.request", { id: problem.requestId })}</small>}
    </Banner>
  );
}
