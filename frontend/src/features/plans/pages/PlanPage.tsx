import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useRecord } from "@/api/records";
import { Page } from "@/components/page/Page";
import { PageFailed, RowsLoading } from "@/components/page/PageStates";
import { PlanEditor } from "../components/PlanEditor";
import type { PlanActions } from "../types";

/** One action plan: a new one, or one that exists. */
export function PlanPage({ Actions }: { Actions: PlanActions }) {
  const { t } = useTranslation();
  const { planId = "new" } = useParams({ strict: false });
  const query = useRecord("plans", planId === "new" ? undefined : planId);
  if (planId === "new") return <PlanEditor key="new" plan={null} Actions={Actions} />;
  if (query.data) return <PlanEditor key={query.data.id} plan={query.data} Actions={Actions} />;
  return (
    <Page
      crumbs={[{ label: t("nav.manage") }, { label: t("manage.plans"), to: "/manage/plans" }]}
      title={t("plans.one")}
    >
      {query.error ? (
        <PageFailed error={query.error} title={t("plans.failed")} onRetry={() => void query.refetch()} />
      ) : (
        <RowsLoading rows={5} height={72} />
      )}
    </Page>
  );
}
