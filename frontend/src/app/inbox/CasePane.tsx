import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problem";
import type { Counts } from "@/api/types";
import { useAddNote } from "@/features/case/api/useAddNote";
import { useAlert } from "@/features/case/api/useAlert";
import { CaseView } from "@/features/case/components/CaseView";
import { CloseDialog } from "@/features/case/components/CloseDialog";
import { Composer, type ComposerHandle, type ComposerTab } from "@/features/case/components/Composer";
import { Toolbar } from "@/features/case/components/Toolbar";
import { type ClosingDraft, closingDraftKey } from "@/features/case/drafts";
import { OthersMark } from "@/features/presence/components/OthersMark";
import { useOthers } from "@/features/presence/others";
import { useDraft } from "@/lib/drafts";
import { hasCustomerColumn } from "@/lib/layout";
import { useShortcuts } from "@/lib/shortcuts";
import { CaseNotFound } from "../NotFound";
import { CaseAside } from "./CaseAside";
import classes from "./CasePane.module.css";
import { PhoneActions, PhoneCaseTop } from "./PhoneCaseBars";
import { useCaseActions } from "./useCaseActions";
import type { Inbox } from "./useInbox";
import type { Treating } from "./useTreating";
import { WritingDrawer } from "./WritingDrawer";

// What is asked for after the case is there loads after it, while nothing else is to do.
const loadDialogs = () => import("./CaseDialogs");
const CaseDialogs = lazy(async () => ({ default: (await loadDialogs()).CaseDialogs }));

interface CasePaneProps {
  inbox: Inbox;
  alertId: string;
  /** How many cases the section holds. */
  count: Counts[keyof Counts] | undefined;
  treating: Treating;
  /** Whether the action plan is open, in the place of the customer. */
  plan: boolean;
  onPlan: (open: boolean) => void;
}

/** A case with its commands, and the customer or the plan beside or over it. */
export function CasePane({ inbox, alertId, count, treating, plan, onPlan }: CasePaneProps) {
  const { t } = useTranslation();
  const { layout, rows, index } = inbox;
  const phone = layout === "phone";
  const column = hasCustomerColumn(layout);
  const query = useAlert(alertId);
  const alert = query.data;
  const row = rows.find(({ id }) => id === alertId);
  const name = (alert ?? row)?.respondent_name ?? t("list.anonymous");
  const [closingDraft, setClosingDraft] = useDraft<ClosingDraft>(closingDraftKey(alertId));
  const addClosingNote = useAddNote(() => setClosingDraft(undefined));
  const { actions, target, dialog, leave } = useCaseActions(alert, name, treating);
  const [customer, setCustomer] = useState(false);
  const [writing, setWriting] = useState<ComposerTab | null>(null);
  const composer = useRef<ComposerHandle>(null);
  const body = useRef<HTMLDivElement>(null);
  const others = useOthers().get(alertId);

  // On one column the case takes the place of the list, and the focus with it.
  const { wide } = inbox;
  useEffect(() => {
    if (!wide) body.current?.focus();
  }, [wide]);

  const loaded = alert !== undefined;
  useEffect(() => {
    if (!loaded) return;
    const timer = setTimeout(() => void loadDialogs(), 1500);
    return () => clearTimeout(timer);
  }, [loaded]);

  const write = (tab: ComposerTab) => {
    if (phone) setWriting(tab);
    else composer.current?.open(tab);
  };
  useShortcuts({
    n: () => write("note"),
    c: () => write("call"),
    p: () => alert?.plan && onPlan(!plan),
    i: () => (!column || plan) && setCustomer(true),
  });

  if (query.error && asProblem(query.error).status === 404) {
    return (
      <main className={classes.missing} id="main">
        <CaseNotFound />
      </main>
    );
  }

  return (
    <>
      <main
        className={classes.pane}
        id="main"
        aria-label={t("case.label", { reference: (alert ?? row)?.reference ?? "" })}
      >
        {phone ? (
          <PhoneCaseTop inbox={inbox} row={alert ?? row} count={count} />
        ) : (
          <Toolbar
            alert={alert}
            actions={actions}
            onBack={inbox.wide ? null : inbox.toList}
            onCustomer={column ? null : () => setCustomer(true)}
            presence={<OthersMark others={others} look="avatars" />}
          />
        )}
        <CaseView
          ref={body}
          row={row}
          alert={alert}
          name={name}
          problem={query.error ? asProblem(query.error) : null}
          onRetry={() => query.refetch()}
          phone={phone}
          presence={<OthersMark others={others} look="names" />}
          onAddClosingNote={() =>
            target && closingDraft?.note && addClosingNote.run(target, { text: closingDraft.note.trim() })
          }
        />
        {alert && !phone && (
          <div className={classes.composer}>
            <Composer ref={composer} alert={alert} name={name} />
          </div>
        )}
        {alert && phone && (
          <PhoneActions
            alert={alert}
            actions={actions}
            onWrite={write}
            onCustomer={() => setCustomer(true)}
            onPlan={() => onPlan(true)}
          />
        )}
      </main>
      <CaseAside
        alert={alert}
        layout={layout}
        name={name}
        treating={treating}
        plan={plan}
        onPlan={onPlan}
        customer={customer}
        onCustomer={setCustomer}
      />
      {phone && alert && (
        <WritingDrawer alert={alert} name={name} tab={writing} onClose={() => setWriting(null)} />
      )}
      {dialog === "close" && alert && (
        <CloseDialog
          alert={alert}
          name={name}
          next={rows[index + 1] ?? (index > 0 ? rows[index - 1] : undefined)}
          onCancel={() => leave()}
          onConfirm={(choice) => {
            leave(true);
            treating.close({ ...choice, alert });
          }}
          onLogCall={() => {
            leave(true);
            write("call");
          }}
        />
      )}
      {dialog && dialog !== "close" && alert && (
        <Suspense>
          <CaseDialogs
            dialog={dialog}
            alert={alert}
            name={name}
            treating={treating}
            onLeave={() => leave()}
          />
        </Suspense>
      )}
    </>
  );
}
