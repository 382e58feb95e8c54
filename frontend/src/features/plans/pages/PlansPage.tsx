import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Plan } from "@/api/admin";
import { useRecords } from "@/api/records";
import { useRuleChoices } from "@/api/useRuleChoices";
import { useSources } from "@/api/useSources";
import form from "@/components/form/form.module.css";
import { Page } from "@/components/page/Page";
import { PageFailed, RowsLoading } from "@/components/page/PageStates";
import button from "@/components/ui/Button.module.css";
import { Empty } from "@/components/ui/Empty";
import { IconListDetails, IconPlus } from "@/components/ui/Icons";
import table from "@/components/ui/Table.module.css";
import { Tag } from "@/components/ui/Tag";
import { useFormat } from "@/lib/format";

/** The action plans: what each is for, and how long it is. */
export function PlansPage() {
  const { t } = useTranslation();
  const query = useRecords("plans");
  return (
    <Page
      crumbs={[{ label: t("nav.manage") }]}
      title={t("manage.plans")}
      actions={
        <Link
          to="/manage/plans/$planId"
          params={{ planId: "new" }}
          className={button.button}
          data-look="filled"
        >
          <IconPlus size={16} stroke={1.75} aria-hidden />
          {t("plans.add")}
        </Link>
      }
    >
      {!query.data ? (
        query.error ? (
          <PageFailed error={query.error} title={t("plans.failed")} onRetry={() => void query.refetch()} />
        ) : (
          <RowsLoading rows={4} height={44} />
        )
      ) : query.data.length === 0 ? (
        <Empty icon={IconListDetails} title={t("plans.empty")} as="h2">
          <p>{t("plans.emptyText")}</p>
          <p>
            <Link to="/manage/plans/$planId" params={{ planId: "new" }}>
              {t("plans.emptyAction")}
            </Link>
          </p>
        </Empty>
      ) : (
        <PlanTable plans={query.data} />
      )}
    </Page>
  );
}

function PlanTable({ plans }: { plans: readonly Plan[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const rules = new Map(useRuleChoices().map(({ value, label }) => [value, label]));
  const sources = new Map(useSources().data?.items.map(({ id, name }) => [id, name]));
  const links = (plan: Plan) => [
    ...plan.rules.map((id) => rules.get(id) ?? id),
    ...plan.campaigns,
    ...plan.sources.map((id) => sources.get(id) ?? id),
  ];
  return (
    <table className={table.table}>
      <thead>
        <tr>
          <th scope="col">{t("plans.name")}</th>
          <th scope="col" className={form.wide}>
            {t("plans.for")}
          </th>
          <th scope="col" className={table.figure}>
            {t("plans.actions")}
          </th>
          <th scope="col" className={table.figure}>
            {t("plans.version")}
          </th>
        </tr>
      </thead>
      <tbody>
        {plans.map((plan) => (
          <tr key={plan.id}>
            <td>
              <span className={form.chips}>
                <Link to="/manage/plans/$planId" params={{ planId: plan.id }} className={form.name}>
                  {plan.name}
                </Link>
                {plan.archived && <Tag>{t("admin.archived")}</Tag>}
              </span>
            </td>
            <td className={form.wide}>
              {links(plan).length > 0 ? (
                links(plan).join(", ")
              ) : (
                <span className={form.quiet}>{t("plans.unlinked")}</span>
              )}
            </td>
            <td className={table.figure}>{format.number(plan.actions.length)}</td>
            <td className={table.figure}>{format.number(plan.version)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
