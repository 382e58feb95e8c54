import { useTranslation } from "react-i18next";
import type { Problem } from "@/api/problem";
import type { PlanOnCase } from "@/api/treat";
import { IconChevronRight, IconCircleCheckFilled, IconClipboardList } from "@/components/ui/Icons";
import { useNow } from "@/lib/clock";
import { useFormat } from "@/lib/format";
import { type ActDraft, type Missing, ordered, tries } from "../../plan";
import { ActionForm } from "./ActionForm";
import classes from "./PlanPanel.module.css";

interface ActionListProps {
  plan: PlanOnCase;
  /** The action that is open. */
  chosen: string | null;
  draft: ActDraft;
  gaps: readonly Missing[];
  problem: Problem | null;
  mayAct: boolean;
  onOpen: (id: string | null) => void;
  onChange: (part: Partial<ActDraft>) => void;
}

/** The actions of a plan: those that are over, ticked, then those to do, one open at a time. */
export function ActionList(props: ActionListProps) {
  const { plan, chosen, draft, gaps, problem, mayAct, onOpen, onChange } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const { done, open } = ordered(plan);
  return (
    <>
      {!mayAct && (
        <p className={classes.callout} role="status">
          {t(plan.closed_at ? "plan.isClosed" : "plan.mayNot")}
        </p>
      )}
      <ul className={classes.actions}>
        {done.map((action) => {
          const { last } = tries(plan, action.id);
          return (
            <li key={action.id} className={classes.done}>
              <IconCircleCheckFilled size={18} aria-hidden />
              <span>{action.name}</span>
              <small title={last ? format.absolute(last.at) : undefined}>
                {last ? t("plan.doneAt", { moment: format.moment(last.at, now) }) : t("plan.done")}
              </small>
            </li>
          );
        })}
        {open.map((action) =>
          action.id === chosen ? (
            <li key={action.id} className={classes.open}>
              <ActionForm
                plan={plan}
                action={action}
                draft={draft}
                gaps={gaps}
                problem={problem}
                onChange={onChange}
              />
            </li>
          ) : (
            <li key={action.id}>
              <button
                type="button"
                className={classes.closed}
                aria-expanded={mayAct ? false : undefined}
                disabled={!mayAct}
                onClick={() => onOpen(action.id)}
              >
                <IconClipboardList size={18} stroke={1.75} aria-hidden />
                <span>{action.name}</span>
                {mayAct && <IconChevronRight size={16} stroke={1.75} aria-hidden />}
              </button>
            </li>
          ),
        )}
      </ul>
    </>
  );
}
