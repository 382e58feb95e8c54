import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { isOver } from "@/api/useJob";
import { JobProgress } from "@/components/job/JobProgress";
import { Banner } from "@/components/ui/Banner";
import { Button } from "@/components/ui/Button";
import { IconButton } from "@/components/ui/IconButton";
import { IconAlertCircle, IconX } from "@/components/ui/Icons";
import { useNow } from "@/lib/clock";
import { needTexts } from "@/lib/i18n";
import type { Inbox } from "../useInbox";
import classes from "./BulkStatus.module.css";
import type { BulkWork } from "./useBulkWork";

const ResultDialog = lazy(async () => {
  const [dialog] = await Promise.all([import("./ResultDialog"), needTexts("bulk")]);
  return { default: dialog.ResultDialog };
});

/** How far the last order is; then what it did, with a way to undo it while that can be. */
export function BulkStatus({ inbox, work }: { inbox: Inbox; work: BulkWork }) {
  const { t } = useTranslation();
  const now = useNow();
  const [open, setOpen] = useState(false);
  const { last, job, result, problem } = work;
  // What a dialog asked wrongly is told in the dialog.
  if (problem && !work.dialog) {
    return (
      <div className={classes.place}>
        <Banner
          kind="failed"
          icon={IconAlertCircle}
          actions={<Button onClick={work.forget}>{t("app.close")}</Button>}
        >
          <strong>{t("order.refused")}</strong> {problem.detail}{" "}
          {problem.requestId && <small>{t("app.request", { id: problem.requestId })}</small>}
        </Banner>
      </div>
    );
  }
  if (!last || !job) return null;
  const action = t(`order.name.${last.command}`);
  if (!isOver(job)) {
    return (
      <div className={classes.place}>
        <JobProgress job={job} label={t("order.running", { action })} />
      </div>
    );
  }
  const undoable = result?.undo_until && Date.parse(result.undo_until) > now ? result.undo_until : null;
  // All done and past undoing: nothing left to say.
  if (result && result.failed === 0 && !undoable) return null;
  return (
    <div className={classes.place} data-failed={!result || result.failed > 0 || undefined}>
      <p className={classes.text}>
        <strong>{action}</strong>
        {result ? (
          <>
            {" · "}
            {t("order.done", { count: result.done })}
            {result.failed > 0 && (
              <>
                {", "}
                <b>{t("order.failed", { count: result.failed })}</b>
              </>
            )}
          </>
        ) : (
          <> · {t("order.broken")}</>
        )}
      </p>
      {result && (
        <button type="button" className={classes.link} onClick={() => setOpen(true)}>
          {t("order.details")}
        </button>
      )}
      {undoable && (
        <button
          type="button"
          className={classes.link}
          aria-busy={work.undoing || undefined}
          onClick={() => work.undo(last.job)}
        >
          {t("order.undo")}
        </button>
      )}
      <IconButton
        className={classes.dismiss}
        icon={IconX}
        iconSize={16}
        label={t("order.dismiss")}
        onClick={work.dismiss}
      />
      {open && result && (
        <Suspense>
          <ResultDialog
            action={action}
            result={result}
            names={last.names}
            undoUntil={undoable}
            undoing={work.undoing}
            onUndo={() => {
              setOpen(false);
              work.undo(last.job);
            }}
            hrefOf={inbox.hrefOf}
            onOpen={(id) => {
              setOpen(false);
              inbox.open(id);
            }}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </div>
  );
}
