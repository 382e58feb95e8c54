import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/Button";
import { Dialog, DialogActions } from "@/components/ui/Dialog";
import type { BulkResult } from "@/features/inbox/api/useBulk";
import { useFormat } from "@/lib/format";
import classes from "./ResultDialog.module.css";

const reasons = [
  "already_taken",
  "already_closed",
  "stale_version",
  "changed_since",
  "not_found",
  "not_in_scope",
  "forbidden",
  "marked_spam",
  "not_spam",
  "not_held",
  "not_closed",
  "attached",
  "note_required",
] as const;

/** Lines shown of one kind: an order can hold hundreds. */
const MOST = 100;

interface ResultDialogProps {
  action: string;
  result: BulkResult;
  names: Record<string, string>;
  undoUntil: string | null;
  undoing: boolean;
  onUndo: () => void;
  hrefOf: (id: string) => string;
  onOpen: (id: string) => void;
  onClose: () => void;
}

/** What became of each case of an order: what was not done first, with why. */
export function ResultDialog(props: ResultDialogProps) {
  const { action, result, names, undoUntil, onUndo, onClose } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const missed = result.items.filter(({ outcome }) => outcome !== "done");
  const made = result.items.filter(({ outcome }) => outcome === "done");
  const why = ({ outcome, detail }: BulkResult["items"][number]) => {
    const known = reasons.find((reason) => reason === outcome);
    return known ? t(`result.why.${known}`) : detail || t("result.why.unknown");
  };
  const lines = (items: BulkResult["items"], told: boolean): ReactNode => (
    <ul className={classes.lines}>
      {items.slice(0, MOST).map((item) => (
        <li key={item.id}>
          <a
            href={props.hrefOf(item.id)}
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey || event.shiftKey) return;
              event.preventDefault();
              props.onOpen(item.id);
            }}
          >
            {names[item.id] ?? `A-${item.id.slice(1, 7).toUpperCase()}`}
          </a>
          {told && <span>{why(item)}</span>}
        </li>
      ))}
      {items.length > MOST && <li>{t("result.others", { count: items.length - MOST })}</li>}
    </ul>
  );
  return (
    <Dialog title={t("result.title", { action })} onClose={onClose} size={520}>
      {missed.length > 0 && (
        <section className={classes.part}>
          <h3>
            {t("result.missed")} <span>{format.number(result.failed)}</span>
          </h3>
          {lines(missed, true)}
        </section>
      )}
      <section className={classes.part}>
        <h3>
          {t("result.made")} <span>{format.number(result.done)}</span>
        </h3>
        {made.length > 0 ? lines(made, false) : result.done > 0 && <p>{t("result.untold")}</p>}
      </section>
      {undoUntil && <p className={classes.until}>{t("result.until", { time: format.time(undoUntil) })}</p>}
      <DialogActions>
        {undoUntil && (
          <Button busy={props.undoing} onClick={onUndo}>
            {t("order.undoAll")}
          </Button>
        )}
        <Button look="filled" onClick={onClose}>
          {t("app.close")}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
