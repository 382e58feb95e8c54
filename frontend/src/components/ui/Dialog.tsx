import { Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useLayout } from "@/lib/layout";
import classes from "./Dialog.module.css";

interface DialogProps {
  title: string;
  onClose: () => void;
  size?: number;
  children: ReactNode;
}

/** A dialog: 88 px from the top, the whole screen on the phone. Put its buttons in `DialogActions`. */
export function Dialog({ title, onClose, size = 480, children }: DialogProps) {
  const { t } = useTranslation();
  const phone = useLayout() === "phone";
  return (
    <Modal
      opened
      onClose={onClose}
      size={size}
      yOffset={88}
      radius={phone ? 0 : "xl"}
      fullScreen={phone}
      title={title}
      closeButtonProps={{ "aria-label": t("app.close") }}
      classNames={{
        content: classes.content,
        title: classes.title,
        header: classes.header,
        body: classes.body,
      }}
      overlayProps={{ className: classes.overlay }}
      transitionProps={{ duration: 180 }}
    >
      {children}
    </Modal>
  );
}

/** The buttons at the end of a dialog. */
export function DialogActions({ children }: { children: ReactNode }) {
  return <div className={classes.actions}>{children}</div>;
}
