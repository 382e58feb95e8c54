import { Textarea } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { Problem } from "@/api/problem";
import type { PlanAction, PlanOnCase, PlanStatus } from "@/api/treat";
import { IconClipboardList } from "@/components/ui/Icons";
import { Segmented } from "@/components/ui/Segmented";
import { useNow } from "@/lib/clock";
import { useFormat } from "@/lib/format";
import { useTypingSignal } from "@/lib/typing";
import { type ActDraft, asksToClose, chosen, type Missing, tries } from "../../plan";
import { Refusal } from "../Refusal";
import classes from "./ActionForm.module.css";
import { ExitFields } from "./ExitFields";

interface ActionFormProps {
  plan: PlanOnCase;
  action: PlanAction;
  draft: ActDraft;
  gaps: readonly Missing[];
  problem: Problem | null;
  onChange: (part: Partial<ActDraft>) => void;
}

/** One action: how it went, what there is to say, and whether it ends the plan. */
export function ActionForm({ plan, action, draft, gaps, problem, onChange }: ActionFormProps) {
  const { t } = useTranslation();
  const typing = useTypingSignal();
  const id = useId();
  const { status, closes } = chosen(plan, action, draft);
  const { count } = tries(plan, action.id);
  const commentGap = gaps.includes("comment");
  return (
    <>
      <div className={classes.title}>
        <IconClipboardList size={18} stroke={1.75} aria-hidden />
        <h3>{action.name}</h3>
        {count > 0 && <small>{t("plan.try", { number: count + 1 })}</small>}
      </div>
      {action.description && <p className={classes.description}>{action.description}</p>}
      <fieldset
        className={classes.statuses}
        aria-describedby={gaps.includes("status") ? `${id}-status` : undefined}
      >
        <legend className="visually-hidden">{t("plan.outcome")}</legend>
        {action.statuses.map((one) => (
          <label key={one.id} className={classes.status}>
            <input
              type="radio"
              name={`${id}-status`}
              checked={one.id === draft.status}
              onChange={() => onChange({ status: one.id })}
            />
            <span>
              <span>{one.label}</span>
              <small>
                <Effect action={action} status={one} />
              </small>
            </span>
          </label>
        ))}
      </fieldset>
      {gaps.includes("status") && (
        <p id={`${id}-status`} className={classes.error} role="alert">
          {t("plan.chooseStatus")}
        </p>
      )}
      {action.comment !== "forbidden" && (
        <div>
          <label htmlFor={`${id}-comment`} className={classes.label}>
            {t("plan.comment")}{" "}
            <span>{t(action.comment === "required" ? "dialog.required" : "dialog.optional")}</span>
          </label>
          <Textarea
            id={`${id}-comment`}
            autosize
            minRows={2}
            maxRows={8}
            value={draft.comment}
            required={action.comment === "required"}
            error={commentGap ? t("plan.writeComment") : undefined}
            classNames={{ input: classes.text, error: classes.error }}
            onChange={(event) => {
              onChange({ comment: event.currentTarget.value });
              typing();
            }}
          />
        </div>
      )}
      {asksToClose(action, status) && (
        <div className={classes.ask}>
          <span>{t("plan.closeToo")}</span>
          <Segmented
            label={t("plan.closeToo")}
            value={draft.close ? "yes" : "no"}
            choices={[
              { value: "yes", label: t("plan.yes") },
              { value: "no", label: t("plan.no") },
            ]}
            onChange={(value) => onChange({ close: value === "yes" })}
          />
        </div>
      )}
      {closes && <ExitFields plan={plan} action={action} draft={draft} gaps={gaps} onChange={onChange} />}
      <Refusal problem={problem} />
    </>
  );
}

/** Whether a status ends the action; if not, when it is to be tried again. */
function Effect({ action, status }: { action: PlanAction; status: PlanStatus }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  if (status.closes_action) {
    return t(action.closes_plan === "imposed" ? "plan.endsBoth" : "plan.endsAction");
  }
  if (!status.again_in) return t("plan.staysOpen");
  return t("plan.againAt", { moment: format.moment(now + status.again_in * 1000, now) });
}
