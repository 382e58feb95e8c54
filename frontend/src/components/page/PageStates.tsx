import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problem";
import { Banner } from "@/components/ui/Banner";
import { Bone, Late } from "@/components/ui/Bone";
import { Button } from "@/components/ui/Button";
import { Empty } from "@/components/ui/Empty";
import { IconAlertCircle, IconCircleOff } from "@/components/ui/Icons";
import classes from "./PageStates.module.css";

interface PageFailedProps {
  error: unknown;
  /** What could not be read. */
  title: string;
  onRetry: () => void;
}

/** What a page shows when it could not be read: what failed, the request, another try. */
export function PageFailed({ error, title, onRetry }: PageFailedProps) {
  const { t } = useTranslation();
  const problem = asProblem(error);
  if (problem.status === 404) {
    return (
      <Empty icon={IconCircleOff} title={t("manage.notFound")}>
        {t("manage.notFoundText")}
      </Empty>
    );
  }
  return (
    <Banner
      kind="failed"
      icon={IconAlertCircle}
      actions={<Button onClick={onRetry}>{t("app.retry")}</Button>}
    >
      <strong>{title}</strong> {t("list.failedText")}{" "}
      {problem.requestId && <small>{t("app.request", { id: problem.requestId })}</small>}
    </Banner>
  );
}

/** Rows of the height of a table's, after 150 ms. */
export function RowsLoading({ rows = 6, height = 57 }: { rows?: number; height?: number }) {
  const { t } = useTranslation();
  return (
    <div aria-busy="true">
      <Late>
        <span className="visually-hidden" role="status">
          {t("app.loading")}
        </span>
        {Array.from({ length: rows }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all the same and never move
          <div key={row} className={classes.row} style={{ height }}>
            <Bone width={`${34 + ((row * 13) % 22)}%`} height={12} />
            <Bone width={90} height={12} />
            <Bone width={60} height={12} />
          </div>
        ))}
      </Late>
    </div>
  );
}
