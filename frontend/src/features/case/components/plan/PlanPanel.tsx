import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Alert } from "@/api/types";
import { Button } from "@/components/ui/Button";
import { IconButton } from "@/components/ui/IconButton";
import { IconPlus, IconX } from "@/components/ui/Icons";
import { Key } from "@/components/ui/Key";
import { Tag } from "@/components/ui/Tag";
import { useDraft } from "@/lib/drafts";
import { isSubmitKey } from "@/lib/submit-key";
import type { CaseCommand } from "../../api/useCommand";
import type { ActArgs } from "../../api/useTreat";
import { planDraftKey } from "../../drafts";
import { type ActDraft, actArgs, emptyAct, missing, nextAction, ordered } from "../../plan";
import { ActionList } from "./ActionList";
import { Activities } from "./Activities";
import classes from "./PlanPanel.module.css";

interface PlanPanelProps {
  alert: Alert;
  plan: NonNullable<Alert["plan"]>;
  command: CaseCommand<ActArgs>;
  onSend: (args: ActArgs) => void;
  onClose: () => void;
}

type Tab = "activities" | "actions";
const tabs = ["activities", "actions"] as const;

interface Draft extends ActDraft {
  action: string | null;
}

/** The action plan of a case: what was done of it, and what can be done now. */
export function PlanPanel({ alert, plan, command, onSend, onClose }: PlanPanelProps) {
  const { t } = useTranslation();
  const { done, open } = ordered(plan);
  const mayAct = plan.may_act && !plan.closed_at;
  const [tab, setTab] = useState<Tab>(mayAct ? "actions" : "activities");
  const [kept, setDraft] = useDraft<Draft>(planDraftKey(alert.id));
  const [asked, setAsked] = useState(false);
  const first = nextAction(plan)?.action.id ?? null;
  const draft: Draft = kept ?? { ...emptyAct, action: first };
  // What was being filled in may have been done by somebody else meanwhile.
  const action = open.find(({ id }) => id === draft.action);
  const gaps = action ? missing(plan, action, draft) : [];

  function change(part: Partial<Draft>) {
    setDraft({ ...draft, ...part });
    if (command.problem) command.forget();
  }
  function save() {
    if (!action || !mayAct) return;
    if (gaps.length > 0) setAsked(true);
    else {
      setAsked(false);
      onSend(actArgs(plan, action, draft));
    }
  }
  function onKey(event: KeyboardEvent) {
    if (isSubmitKey(event)) save();
    else if (event.key === "Escape") onClose();
    else return;
    event.stopPropagation();
  }
  function onTabKey(event: KeyboardEvent) {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    setTab(tab === "actions" ? "activities" : "actions");
    event.currentTarget.querySelector<HTMLElement>("[role=tab]:not([aria-selected=true])")?.focus();
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears the keys of what it holds
    <div className={classes.panel} onKeyDown={onKey}>
      <div className={classes.header}>
        <div>
          <h2>
            {plan.name} <Tag tone="neutral">{t(plan.closed_at ? "plan.closed" : "plan.open")}</Tag>
          </h2>
          <p>{plan.description || t("plan.version", { version: plan.version })}</p>
        </div>
        <IconButton icon={IconX} label={t("plan.leave")} onClick={onClose} />
      </div>
      <div role="tablist" className={classes.tabs} aria-label={plan.name} onKeyDown={onTabKey}>
        {tabs.map((value) => (
          <button
            key={value}
            id={`plan-tab-${value}`}
            type="button"
            role="tab"
            aria-selected={value === tab}
            aria-controls="plan-panel"
            tabIndex={value === tab ? 0 : -1}
            onClick={() => setTab(value)}
          >
            {t(`plan.${value}`)}{" "}
            <span>
              {value === "activities"
                ? plan.activities.length
                : t("plan.progress", { done: done.length, total: plan.actions.length })}
            </span>
          </button>
        ))}
      </div>
      <div className={classes.body} role="tabpanel" id="plan-panel" aria-labelledby={`plan-tab-${tab}`}>
        {tab === "activities" ? (
          <Activities alert={alert} plan={plan} />
        ) : (
          <ActionList
            plan={plan}
            chosen={mayAct ? (action?.id ?? null) : null}
            draft={draft}
            gaps={asked ? gaps : []}
            problem={command.problem}
            mayAct={mayAct}
            onOpen={(id) => {
              setAsked(false);
              change({ ...emptyAct, action: id });
            }}
            onChange={change}
          />
        )}
      </div>
      <div className={classes.footer}>
        {tab === "activities" ? (
          mayAct &&
          open.length > 0 && (
            <Button look="filled" icon={IconPlus} onClick={() => setTab("actions")}>
              {t("plan.add")}
            </Button>
          )
        ) : (
          <>
            <span className={classes.keys} aria-hidden="true">
              <Key>{t("key.esc")}</Key> {t("plan.keyClose")}
            </span>
            <Button onClick={onClose}>{t(mayAct ? "app.cancel" : "app.close")}</Button>
            {mayAct && action && (
              <Button look="filled" keyName={t("key.ctrlEnter")} busy={command.busy} onClick={save}>
                {t("plan.save")}
              </Button>
            )}
          </>
        )}
      </div>
    </div>
  );
}
