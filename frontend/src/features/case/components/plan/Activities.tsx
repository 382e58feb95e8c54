import { useTranslation } from "react-i18next";
import type { PlanOnCase } from "@/api/treat";
import type { Alert } from "@/api/types";
import { Avatar } from "@/components/ui/Avatar";
import { IconCircleCheckFilled, IconCircleDotted, IconClock, IconPlayerPlay } from "@/components/ui/Icons";
import { useNow } from "@/lib/clock";
import { useFormat } from "@/lib/format";
import { nextAction } from "../../plan";
import classes from "./Activities.module.css";

/** All that was done of the plan, oldest first, and what follows. */
export function Activities({ alert, plan }: { alert: Alert; plan: PlanOnCase }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const next = nextAction(plan);
  const when = (at: string) => (
    <time dateTime={at} title={format.absolute(at)}>
      {format.moment(at, now)}
    </time>
  );
  const exit = plan.exit_states.find(({ id }) => id === plan.exit_state);
  return (
    <>
      <ol className={classes.list}>
        <li>
          <IconPlayerPlay size={16} stroke={1.75} aria-hidden />
          <div>
            <p className={classes.head}>
              <strong>{t("plan.opened")}</strong>
              {when(alert.created_at)}
            </p>
            <p>{t("plan.openedBy", { label: alert.triggers[0]?.label ?? alert.label })}</p>
          </div>
        </li>
        {plan.activities.map((one) => (
          <li key={`${one.action.id}${one.at}`} data-over={one.closes_action || undefined}>
            {one.closes_action ? (
              <IconCircleCheckFilled size={18} aria-hidden />
            ) : (
              <IconCircleDotted size={18} stroke={1.75} aria-hidden />
            )}
            <div>
              <p className={classes.head}>
                <strong>{one.action.name}</strong>
                {when(one.at)}
              </p>
              <p>
                {one.closes_action ? t("plan.statusOver", { status: one.status.label }) : one.status.label}
              </p>
              {one.comment && (
                <p className={classes.comment} dir="auto">
                  {one.comment}
                </p>
              )}
              <p className={classes.person}>
                <Avatar name={one.by.name} />
                {one.by.name}
              </p>
            </div>
          </li>
        ))}
        {plan.closed_at && (
          <li data-over>
            <IconCircleCheckFilled size={18} aria-hidden />
            <div>
              <p className={classes.head}>
                <strong>{t("plan.closed")}</strong>
                {when(plan.closed_at)}
              </p>
              {exit && <p>{exit.label}</p>}
            </div>
          </li>
        )}
      </ol>
      {next && (
        <div className={classes.next}>
          <IconClock size={16} stroke={1.75} aria-hidden />
          <p>
            <strong>{t("plan.next")}</strong>{" "}
            {next.again
              ? t("plan.nextTry", { name: next.action.name, moment: format.moment(next.again, now) })
              : next.action.name}
          </p>
        </div>
      )}
    </>
  );
}
