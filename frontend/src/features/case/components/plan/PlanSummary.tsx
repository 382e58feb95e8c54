import { useTranslation } from "react-i18next";
import type { PlanOnCase } from "@/api/treat";
import { IconArrowRight } from "@/components/ui/Icons";
import { Key } from "@/components/ui/Key";
import { nextAction, ordered } from "../../plan";
import classes from "./PlanSummary.module.css";

/** How far the plan of a case is, and what comes next; pressing it opens the plan. */
export function PlanSummary({ plan, onOpen }: { plan: PlanOnCase; onOpen: () => void }) {
  const { t } = useTranslation();
  const { done } = ordered(plan);
  const total = plan.actions.length;
  const next = nextAction(plan);
  const exit = plan.exit_states.find(({ id }) => id === plan.exit_state);
  return (
    <section className={classes.summary}>
      <h3>
        {t("plan.title")} <span>{t("plan.actionsDone", { count: done.length, total })}</span>
      </h3>
      <button type="button" className={classes.open} onClick={onOpen} aria-keyshortcuts="p">
        <span className={classes.name}>
          <span>{plan.name}</span>
          <Key>P</Key>
        </span>
        <span className={classes.steps} aria-hidden="true">
          {plan.actions.map(({ id }, index) => (
            <i key={id} data-done={index < done.length || undefined} />
          ))}
        </span>
        <span className={classes.next}>
          <IconArrowRight size={14} stroke={1.75} aria-hidden />
          {plan.closed_at
            ? t("plan.closedAs", { state: exit?.label ?? "" })
            : next
              ? t("plan.then", { name: next.action.name })
              : t("plan.allDone")}
        </span>
      </button>
    </section>
  );
}
