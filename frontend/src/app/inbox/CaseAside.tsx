import { Drawer } from "@mantine/core";
import { lazy, Suspense, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Alert } from "@/api/types";
import { Bone, Late } from "@/components/ui/Bone";
import { PlanSummary } from "@/features/case/components/plan/PlanSummary";
import { CustomerPanel } from "@/features/customer/components/CustomerPanel";
import { hasCustomerColumn, hasPlanColumn, type Layout } from "@/lib/layout";
import classes from "./CasePane.module.css";
import type { Treating } from "./useTreating";

const PlanPanel = lazy(async () => ({
  default: (await import("@/features/case/components/plan/PlanPanel")).PlanPanel,
}));

interface CaseAsideProps {
  alert: Alert | undefined;
  name: string;
  layout: Layout;
  treating: Treating;
  plan: boolean;
  onPlan: (open: boolean) => void;
  /** Whether the customer is open where it has no column of its own. */
  customer: boolean;
  onCustomer: (open: boolean) => void;
}

/** Beside a case: the customer, or the action plan in its place. Over it where there is no room. */
export function CaseAside(props: CaseAsideProps) {
  const { alert, name, layout, treating, plan, onPlan, customer, onCustomer } = props;
  const { t } = useTranslation();
  const phone = layout === "phone";
  const planColumn = plan && hasPlanColumn(layout);
  const customerColumn = hasCustomerColumn(layout) && !planColumn;
  const about = (
    <CustomerPanel alert={alert}>
      {alert?.plan && (
        <PlanSummary
          plan={alert.plan}
          onOpen={() => {
            onCustomer(false);
            onPlan(true);
          }}
        />
      )}
    </CustomerPanel>
  );
  const panel = alert?.plan && (
    <Suspense
      fallback={
        <Late>
          <div className={classes.planBones} role="status" aria-label={t("app.loading")}>
            <Bone width="60%" height={24} />
            <Bone width="100%" height={180} />
          </div>
        </Late>
      }
    >
      <PlanPanel
        alert={alert}
        plan={alert.plan}
        command={treating.act}
        onSend={(args) => treating.act.run({ id: alert.id, name, version: alert.version }, args)}
        onClose={() => onPlan(false)}
      />
    </Suspense>
  );
  const drawer = {
    closeButtonProps: { "aria-label": t("customer.close") },
    classNames: { content: classes.drawer, header: classes.drawerHeader, title: classes.drawerTitle },
    overlayProps: { className: classes.overlay },
    transitionProps: { duration: 180 },
    padding: 0,
  };

  return (
    <>
      {customerColumn && (
        <aside className={classes.customer} aria-label={t("customer.label")}>
          {about}
        </aside>
      )}
      {planColumn && <PlanColumn label={t("plan.title")}>{panel}</PlanColumn>}
      <Drawer
        {...drawer}
        opened={customer && !customerColumn}
        onClose={() => onCustomer(false)}
        position={phone ? "bottom" : "right"}
        size={phone ? "85%" : 320}
        title={t("customer.label")}
      >
        {about}
      </Drawer>
      <Drawer
        {...drawer}
        // The panel has a header of its own; this one only names the dialog.
        classNames={{ ...drawer.classNames, header: "visually-hidden", body: classes.planBody }}
        opened={plan && !planColumn && Boolean(alert?.plan)}
        onClose={() => onPlan(false)}
        position={phone ? "bottom" : "right"}
        size={phone ? "100%" : 436}
        withCloseButton={false}
        title={t("plan.title")}
      >
        {panel}
      </Drawer>
    </>
  );
}

/** The plan in its column; the focus follows it in and goes back on leaving. */
function PlanColumn({ label, children }: { label: string; children: React.ReactNode }) {
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    place.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <aside className={classes.plan} aria-label={label} tabIndex={-1} ref={place}>
      {children}
    </aside>
  );
}
