import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/Button";
import { Dialog, DialogActions } from "@/components/ui/Dialog";
import { isSubmitKey } from "@/lib/submit-key";
import type { RecordForm } from "@/lib/useRecordForm";
import { FormNotice } from "./FormNotice";
import classes from "./form.module.css";

interface RecordDialogProps<R, D> {
  title: string;
  form: RecordForm<R, D>;
  onClose: () => void;
  /** What the filled button says; "Enregistrer" unless said. */
  action?: string;
  /** At the start of the buttons: archive, delete. */
  beside?: ReactNode;
  size?: number;
  /** Nothing to change here for this person. */
  readOnly?: boolean;
  children: ReactNode;
}

/** A record written in a dialog: its fields, what stood in the way, and its buttons. */
export function RecordDialog<R, D>(props: RecordDialogProps<R, D>) {
  const { title, form, onClose, action, beside, size = 560, readOnly = false, children } = props;
  const { t } = useTranslation();
  return (
    <Dialog title={title} size={size} onClose={onClose}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (!readOnly) void form.submit();
        }}
        onKeyDown={(event) => {
          if (isSubmitKey(event) && !readOnly) void form.submit();
        }}
      >
        {children}
        <FormNotice
          problem={form.problem}
          onTheirs={form.theirs ? () => form.reset(form.theirs) : undefined}
        />
        <DialogActions>
          {beside && <span className={classes.apart}>{beside}</span>}
          <Button onClick={onClose}>{t(readOnly ? "app.close" : "app.cancel")}</Button>
          {!readOnly && (
            <Button look="filled" type="submit" busy={form.busy}>
              {form.theirs ? t("admin.saveAnyway") : (action ?? t("admin.save"))}
            </Button>
          )}
        </DialogActions>
      </form>
    </Dialog>
  );
}
