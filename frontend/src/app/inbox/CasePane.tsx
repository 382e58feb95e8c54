import { Drawer } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problem";
import type { Counts } from "@/api/types";
import { useAddNote } from "@/features/case/api/useAddNote";
import { useAlert } from "@/features/case/api/useAlert";
import { useTake } from "@/features/case/api/useTake";
import { CaseView } from "@/features/case/components/CaseView";
import { type CloseChoice, CloseDialog } from "@/features/case/components/CloseDialog";
import { Composer, type ComposerHandle, type ComposerTab } from "@/features/case/components/Composer";
import { Toolbar } from "@/features/case/components/Toolbar";
import { type ClosingDraft, closingDraftKey } from "@/features/case/drafts";
import { CustomerPanel } from "@/features/customer/components/CustomerPanel";
import { useDraft } from "@/lib/drafts";
import { hasCustomerColumn } from "@/lib/layout";
import { useShortcuts } from "@/lib/shortcuts";
import { CaseNotFound } from "../NotFound";
import classes from "./CasePane.module.css";
import { PhoneActions, PhoneCaseTop } from "./PhoneCaseBars";
import type { Inbox } from "./useInbox";

interface CasePaneProps {
  inbox: Inbox;
  alertId: string;
  /** How many cases the section holds. */
  count: Counts[keyof Counts] | undefined;
  onClose: (closing: CloseChoice & { alert: NonNullable<ReturnType<typeof useAlert>["data"]> }) => void;
}

/** A case with its commands, and the customer beside or over it. */
export function CasePane({ inbox, alertId, count, onClose }: CasePaneProps) {
  const { t } = useTranslation();
  const { layout, rows, index } = inbox;
  const phone = layout === "phone";
  const column = hasCustomerColumn(layout);
  const query = useAlert(alertId);
  const alert = query.data;
  const row = rows.find(({ id }) => id === alertId);
  const name = (alert ?? row)?.respondent_name ?? t("list.anonymous");
  const take = useTake();
  const [closingDraft, setClosingDraft] = useDraft<ClosingDraft>(closingDraftKey(alertId));
  const addClosingNote = useAddNote(() => setClosingDraft(undefined));
  const [closing, setClosing] = useState(false);
  const [customer, setCustomer] = useState(false);
  const [writing, setWriting] = useState<ComposerTab | null>(null);
  const composer = useRef<ComposerHandle>(null);
  const body = useRef<HTMLDivElement>(null);
  const before = useRef<Element | null>(null);

  // On one column the case takes the place of the list, and the focus with it.
  const { wide } = inbox;
  useEffect(() => {
    if (!wide) body.current?.focus();
  }, [wide]);

  const may = alert?.may ?? [];
  const target = alert && { id: alert.id, name, version: alert.version };
  const takeCase = () => target && may.includes("take") && take.run(target, undefined);
  const openClosing = () => {
    if (!may.includes("close")) return;
    before.current = document.activeElement;
    setClosing(true);
  };
  const cancelClosing = () => {
    setClosing(false);
    requestAnimationFrame(() => before.current instanceof HTMLElement && before.current.focus());
  };
  const write = (tab: ComposerTab) => {
    if (phone) setWriting(tab);
    else composer.current?.open(tab);
  };

  // A key pressed before the case has loaded waits for it.
  const early = useRef<"t" | "e" | null>(null);
  const commands = useRef({ t: takeCase, e: openClosing });
  commands.current = { t: takeCase, e: openClosing };
  const loaded = alert !== undefined;
  useEffect(() => {
    if (!loaded || !early.current) return;
    commands.current[early.current]();
    early.current = null;
  }, [loaded]);
  const orWait = (key: "t" | "e") => () => {
    if (loaded) commands.current[key]();
    else early.current = key;
  };

  useShortcuts({
    t: orWait("t"),
    e: orWait("e"),
    n: () => write("note"),
    c: () => write("call"),
    i: () => !column && setCustomer(true),
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
            taking={take.busy}
            onTake={takeCase}
            onClose={openClosing}
            onBack={inbox.wide ? null : inbox.toList}
            onCustomer={column ? null : () => setCustomer(true)}
          />
        )}
        <CaseView
          ref={body}
          row={row}
          alert={alert}
          problem={query.error ? asProblem(query.error) : null}
          onRetry={() => query.refetch()}
          phone={phone}
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
            taking={take.busy}
            onTake={takeCase}
            onClose={openClosing}
            onWrite={write}
            onCustomer={() => setCustomer(true)}
          />
        )}
      </main>
      {column && (
        <aside className={classes.customer} aria-label={t("customer.label")}>
          <CustomerPanel alert={alert} />
        </aside>
      )}
      <Drawer
        opened={customer && !column}
        onClose={() => setCustomer(false)}
        position={phone ? "bottom" : "right"}
        size={phone ? "85%" : 320}
        padding={0}
        title={t("customer.label")}
        closeButtonProps={{ "aria-label": t("customer.close") }}
        classNames={{ content: classes.drawer, header: classes.drawerHeader, title: classes.drawerTitle }}
        overlayProps={{ className: classes.overlay }}
        transitionProps={{ duration: 180 }}
      >
        <CustomerPanel alert={alert} />
      </Drawer>
      <Drawer
        opened={phone && writing !== null}
        onClose={() => setWriting(null)}
        position="bottom"
        size="auto"
        padding={12}
        title={t("composer.label")}
        closeButtonProps={{ "aria-label": t("app.close") }}
        classNames={{ content: classes.drawer, title: classes.drawerTitle }}
        overlayProps={{ className: classes.overlay }}
        transitionProps={{ duration: 180 }}
      >
        {alert && writing && (
          <Composer
            alert={alert}
            name={name}
            initialTab={writing}
            autoFocus
            onSent={() => setWriting(null)}
          />
        )}
      </Drawer>
      {closing && alert && (
        <CloseDialog
          alert={alert}
          name={name}
          next={rows[index + 1] ?? (index > 0 ? rows[index - 1] : undefined)}
          full={phone}
          onCancel={cancelClosing}
          onConfirm={(choice) => {
            setClosing(false);
            onClose({ ...choice, alert });
          }}
          onLogCall={() => {
            setClosing(false);
            write("call");
          }}
        />
      )}
    </>
  );
}
