import { useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Plan } from "@/api/admin";
import { useRecordCalls } from "@/api/records";
import { FormNotice } from "@/components/form/FormNotice";
import { FormSection } from "@/components/form/FormSection";
import form from "@/components/form/form.module.css";
import { Removal } from "@/components/form/Removal";
import { SaveButton } from "@/components/form/SaveButton";
import { LeaveGuard } from "@/components/page/LeaveGuard";
import { Page } from "@/components/page/Page";
import { Button } from "@/components/ui/Button";
import { IconInfoCircle, IconPlus } from "@/components/ui/Icons";
import { Tag } from "@/components/ui/Tag";
import { moved, replaced } from "@/lib/order";
import { showToast } from "@/lib/toast";
import { useRecordForm } from "@/lib/useRecordForm";
import { draftOf, gapsOf, isBlocking, newAction, type PlanDraft } from "../draft";
import type { PlanActions } from "../types";
import { ActionCard } from "./ActionCard";
import { ExitStates } from "./ExitStates";
import { PlanBasics } from "./PlanBasics";
import { PlanPreview } from "./PlanPreview";

/** Writes an action plan: what it is for, what there is to do, how it can end; beside it, how it will look. */
export function PlanEditor({ plan, Actions }: { plan: Plan | null; Actions: PlanActions }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const calls = useRecordCalls("plans");
  const leaving = useRef(false);
  const [asked, setAsked] = useState(false);
  const [open, setOpen] = useState<string | null>(plan ? null : "a1");
  const leave = () => {
    leaving.current = true;
    void navigate({ to: "/manage/plans" });
  };
  const record = useRecordForm<Plan, PlanDraft>({
    base: plan,
    toDraft: draftOf,
    save: calls.save,
    reread: ({ id }) => calls.read(id),
    onSaved(saved) {
      showToast({ text: "toast.planSaved", name: saved.name });
      if (!plan) leave();
    },
  });
  const { base, draft, change } = record;
  const gaps = gapsOf(draft);
  const missing = asked ? gaps : [];
  const actions = draft.actions;
  const save = () => {
    setAsked(true);
    if (!gaps.some(isBlocking)) void record.submit();
  };
  return (
    <Page
      crumbs={[{ label: t("nav.manage") }, { label: t("manage.plans"), to: "/manage/plans" }]}
      title={draft.name.trim() || t("plans.new")}
      badge={
        base && (
          <Tag>
            {base.archived
              ? t("admin.archived")
              : t(record.dirty ? "rules.versionUnsaved" : "rules.version", {
                  version: record.dirty ? base.version + 1 : base.version,
                })}
          </Tag>
        )
      }
      bar
      actions={
        <SaveButton dirty={record.dirty} busy={record.busy} stale={record.theirs !== null} onSave={save} />
      }
      asideLabel={t("plans.preview.title")}
      aside={
        <PlanPreview
          Actions={Actions}
          plan={draft}
          version={(base?.version ?? 0) + (record.dirty || !base ? 1 : 0)}
        />
      }
    >
      <div className={form.sections}>
        <FormNotice
          problem={record.problem}
          onTheirs={record.theirs ? () => record.reset(record.theirs) : undefined}
        />
        {base && (
          <p className={form.callout}>
            <IconInfoCircle size={16} stroke={1.75} aria-hidden />
            {t("plans.running")}
          </p>
        )}
        <PlanBasics record={record} unnamed={missing.includes("noName")} />
        <FormSection title={t("plans.actions")} lead={t("plans.actionsLead")}>
          {actions.map((action, index) => (
            <ActionCard
              key={action.id}
              action={action}
              index={index}
              count={actions.length}
              open={open === action.id}
              showMissing={asked}
              faultOf={record.faultOf}
              onOpen={(isOpen) => setOpen(isOpen ? action.id : null)}
              onChange={(part) => change({ actions: replaced(actions, index, part) })}
              onMove={(to) => change({ actions: moved(actions, index, to) })}
              onRemove={() => change({ actions: actions.filter((_, at) => at !== index) })}
            />
          ))}
          <p>
            <Button
              icon={IconPlus}
              onClick={() => {
                const action = newAction(actions);
                change({ actions: [...actions, action] });
                setOpen(action.id);
              }}
            >
              {t("plans.addAction")}
            </Button>
          </p>
        </FormSection>
        <ExitStates
          exits={draft.exit_states}
          showMissing={asked}
          faultOf={record.faultOf}
          onChange={(exit_states) => change({ exit_states })}
        />
        {missing.length > 0 && (
          <ul className={form.fault} role="alert">
            {missing.map((gap) => (
              <li key={gap}>{t(`plans.gap.${gap}`)}</li>
            ))}
          </ul>
        )}
        {base && (
          <FormSection title={t("plans.end")}>
            <p className={form.chips}>
              <Button
                onClick={() => {
                  change({ archived: !draft.archived });
                }}
              >
                {t(draft.archived ? "admin.restore" : "admin.archive")}
              </Button>
              <Removal kind="plans" record={base} name={base.name} onGone={leave} />
            </p>
            {draft.archived !== base.archived && <p className={form.hint}>{t("plans.archiveHint")}</p>}
          </FormSection>
        )}
      </div>
      <LeaveGuard when={record.dirty} leaving={leaving} />
    </Page>
  );
}
