import { Modal } from "@mantine/core";
import { type FormEvent, type ReactNode, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/Button";
import { Key } from "@/components/ui/Key";
import { useDialogKeys } from "@/lib/dialog-keys";
import { useLayout } from "@/lib/layout";
import { isSubmitKey } from "@/lib/submit-key";
import classes from "./CaseDialog.module.css";

interface CaseDialogProps {
  title: string;
  /** What the dialog does, in one line. */
  lead: string;
  confirm: string;
  onConfirm: () => void;
  onCancel: () => void;
  busy?: boolean;
  /** Keys of this dialog, in front of those that every dialog has. */
  keys?: ReactNode;
  /** Hears every key but the one that confirms. */
  onKey?: (event: KeyboardEvent, form: HTMLFormElement | null) => void;
  children: ReactNode;
}

/** A command that asks something first: names the case, Ctrl+Enter confirms, Escape leaves all as it is. */
export function CaseDialog(props: CaseDialogProps) {
  const { title, lead, confirm, onConfirm, onCancel, busy, keys, onKey, children } = props;
  const { t } = useTranslation();
  const full = useLayout() === "phone";
  const form = useRef<HTMLFormElement>(null);
  useDialogKeys((event) => {
    if (isSubmitKey(event)) onConfirm();
    else onKey?.(event, form.current);
  });
  return (
    <Modal
      opened
      onClose={onCancel}
      size={600}
      yOffset={full ? 0 : 88}
      fullScreen={full}
      radius={full ? 0 : "xl"}
      padding={0}
      shadow="xl"
      title={
        <>
          <span className={classes.heading}>{title}</span>
          <span className={classes.lead}>{lead}</span>
        </>
      }
      closeButtonProps={{ "aria-label": t("app.close"), size: 32, iconSize: 18 }}
      classNames={{
        inner: classes.inner,
        content: classes.content,
        header: classes.header,
        title: classes.title,
        close: classes.close,
        body: classes.body,
      }}
      overlayProps={{ className: classes.overlay }}
      transitionProps={{ transition: full ? "slide-up" : "pop", duration: 180 }}
      returnFocus={false}
    >
      <form
        className={classes.form}
        ref={form}
        noValidate
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          onConfirm();
        }}
      >
        <div className={classes.fields}>{children}</div>
        <footer className={classes.footer}>
          <div className={classes.keys} aria-hidden="true">
            {keys}
            <span>
              <Key>{t("key.esc")}</Key>
              {t("close.keyCancel")}
            </span>
          </div>
          <Button onClick={onCancel}>{t("app.cancel")}</Button>
          <Button look="filled" type="submit" keyName={t("key.ctrlEnter")} busy={busy}>
            {confirm}
          </Button>
        </footer>
      </form>
    </Modal>
  );
}
