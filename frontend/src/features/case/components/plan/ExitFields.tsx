import { Textarea } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { ExitState, PlanAction, PlanOnCase } from "@/api/treat";
import { Field } from "@/components/ui/Field";
import { IconCircleCheck, IconInfoCircle } from "@/components/ui/Icons";
import { Select } from "@/components/ui/Input";
import { useReasonLabel } from "@/lib/reason";
import { type ActDraft, chosen, type Missing } from "../../plan";
import classes from "./ActionForm.module.css";

interface ExitFieldsProps {
  plan: PlanOnCase;
  action: PlanAction;
  draft: ActDraft;
  gaps: readonly Missing[];
  onChange: (part: Partial<ActDraft>) => void;
}

/** How the plan ends, and what that does to the case. */
export function ExitFields({ plan, action, draft, gaps, onChange }: ExitFieldsProps) {
  const { t } = useTranslation();
  const id = useId();
  const { exit, noted } = chosen(plan, action, draft);
  return (
    <>
      <Field label={t("plan.exit")} error={gaps.includes("exit") ? t("plan.chooseExit") : undefined}>
        {(control) => (
          <Select
            {...control}
            value={draft.exit ?? ""}
            choices={[
              { value: "", label: t("plan.pickExit") },
              ...plan.exit_states.map((state) => ({ value: state.id, label: state.label })),
            ]}
            onChange={(value) => onChange({ exit: value || null })}
          />
        )}
      </Field>
      {exit && <ExitEffect exit={exit} />}
      {noted && (
        <div>
          <label htmlFor={`${id}-note`} className={classes.label}>
            {t("close.note")}{" "}
            <span>{t(noted.note_required ? "close.noteHintRequired" : "close.noteHint")}</span>
          </label>
          <Textarea
            id={`${id}-note`}
            autosize
            minRows={2}
            maxRows={8}
            value={draft.note}
            required={noted.note_required}
            error={gaps.includes("note") ? t("close.writeNote") : undefined}
            classNames={{ input: classes.text, error: classes.error }}
            onChange={(event) => onChange({ note: event.currentTarget.value })}
          />
        </div>
      )}
    </>
  );
}

/** What an exit state does to the case, in words. */
function ExitEffect({ exit }: { exit: ExitState }) {
  const { t } = useTranslation();
  const label = useReasonLabel();
  const Icon = exit.closes_alert ? IconCircleCheck : IconInfoCircle;
  return (
    <div className={classes.callout} role="status">
      <Icon size={16} stroke={1.75} aria-hidden />
      <p>
        {exit.closes_alert
          ? t("plan.closesAlert", { reason: exit.reason ? label(exit.reason) : "" })
          : t("plan.keepsAlert")}
      </p>
    </div>
  );
}
