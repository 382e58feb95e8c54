import { Modal } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";
import type { RefObject } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/Button";
import classes from "./LeaveGuard.module.css";

interface LeaveGuardProps {
  /** There is something that leaving would lose. */
  when: boolean;
  /** Set just before a move of our own. */
  leaving: RefObject<boolean>;
}

/** Asks before leaving what is not saved: it could not be undone. */
export function LeaveGuard({ when, leaving }: LeaveGuardProps) {
  const { t } = useTranslation();
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: () => when && !leaving.current,
    enableBeforeUnload: () => when && !leaving.current,
    withResolver: true,
  });
  if (status !== "blocked") return null;
  return (
    <Modal
      opened
      onClose={reset}
      size={460}
      yOffset={88}
      radius="xl"
      title={t("rules.leave.title")}
      closeButtonProps={{ "aria-label": t("app.close") }}
      classNames={{ title: classes.title, header: classes.header, body: classes.body }}
      overlayProps={{ className: classes.overlay }}
      transitionProps={{ duration: 180 }}
    >
      <p>{t("rules.leave.text")}</p>
      <div className={classes.actions}>
        <Button look="danger" onClick={proceed}>
          {t("rules.leave.leave")}
        </Button>
        <Button look="filled" data-autofocus onClick={reset}>
          {t("rules.leave.stay")}
        </Button>
      </div>
    </Modal>
  );
}
