import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { CustomerField } from "@/api/treat";
import type { Alert } from "@/api/types";
import { Bone, Late } from "@/components/ui/Bone";
import { useNow } from "@/lib/clock";
import { type Format, useFormat } from "@/lib/format";
import { useReveal } from "../api/useCustomer";
import { Contact } from "./Contact";
import classes from "./CustomerPanel.module.css";
import { Facts } from "./Facts";
import { History } from "./History";
import { Profile } from "./Profile";

interface CustomerPanelProps {
  alert: Alert | undefined;
  /** Between the customer and what they wrote about: the plan of the case. */
  children?: ReactNode;
}

/** Who wrote: how to reach them, what head office wants known of them, and what they wrote before. */
export function CustomerPanel({ alert, children }: CustomerPanelProps) {
  const { t } = useTranslation();
  if (!alert) {
    return (
      <Late>
        <div className={classes.section} role="status" aria-label={t("app.loading")}>
          <Bone width={160} height={44} />
        </div>
      </Late>
    );
  }
  return (
    <Known key={alert.id} alert={alert}>
      {children}
    </Known>
  );
}

function Known({ alert, children }: { alert: Alert; children: ReactNode }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const reveal = useReveal(alert.id);
  const { respondent, feedback } = alert;
  const origin: [string, string][] = [
    [t("customer.reference"), alert.reference],
    [t("customer.received"), format.moment(feedback.received_at, now)],
  ];
  if (feedback.campaign) origin.push([t("customer.campaign"), feedback.campaign]);
  origin.push([t("customer.source"), feedback.source]);
  if (alert.motive) origin.push([t("customer.motives"), alert.motive.label]);
  else if (feedback.motives.length > 0) origin.push([t("customer.motives"), format.list(feedback.motives)]);
  if (alert.department) origin.push([t("who.department"), alert.department.name]);

  return (
    <>
      <Contact
        alert={alert}
        revealed={reveal.data}
        revealing={reveal.isPending}
        failed={reveal.isError}
        onReveal={() => reveal.mutate()}
      />
      <Profile fields={profileOf(alert, reveal.data?.fields, t, format)} />
      {children}
      {alert.place && (
        <Facts title={t("customer.place")} facts={[]}>
          {alert.place.path.map((step, index, path) => (
            <span key={step} data-last={index === path.length - 1 || undefined}>
              {step}
            </span>
          ))}
        </Facts>
      )}
      <Facts title={t("customer.feedback")} facts={origin} />
      {/* Last, as it comes later: nothing stands below that it could push. */}
      <History respondentId={respondent.id} alertId={alert.id} />
    </>
  );
}

/** The lines head office chose, in its order; what the survey said as long as it chose none. */
export function profileOf(
  { respondent }: Pick<Alert, "respondent">,
  revealed: readonly CustomerField[] | undefined,
  t: (key: "why.yes" | "why.no") => string,
  format: Format,
): CustomerField[] {
  const chosen = revealed ?? respondent.fields;
  // How to reach the customer stands above.
  if (chosen.length > 0) return chosen.filter(({ field }) => field !== "email" && field !== "phone");
  return Object.entries(respondent.attributes)
    .filter(([, value]) => value !== null && value !== "")
    .map(([label, value]) => {
      const text =
        typeof value === "number"
          ? format.number(value)
          : typeof value === "boolean"
            ? t(value ? "why.yes" : "why.no")
            : String(value);
      return { field: `attributes.${label}`, label, value: text, masked: false };
    });
}
