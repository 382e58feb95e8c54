import { Modal } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/Button";
import { useSession, useSessionStatus } from "../context";
import classes from "./ExpiredDialog.module.css";

/** Shown over the page when the session ends: nothing below is lost. */
export function ExpiredDialog({ onSignedIn }: { onSignedIn: () => void }) {
  const { t } = useTranslation();
  const session = useSession();
  const status = useSessionStatus();
  const [busy, setBusy] = useState(false);

  async function again() {
    setBusy(true);
    try {
      await session.signInAgain();
      onSignedIn();
    } catch (error) {
      if (error instanceof Error && /closed/i.test(error.message)) return;
      // No window could open. Drafts are stored, so leaving this page loses nothing.
      const { pathname, search } = window.location;
      await session.signIn(pathname + search).catch(() => undefined);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Modal
      opened={status === "expired"}
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      size={440}
      yOffset={88}
      radius="xl"
      zIndex={400}
      title={t("session.expired")}
      classNames={{ title: classes.title, header: classes.header, body: classes.body }}
    >
      <p className={classes.text}>{t("session.expiredText")}</p>
      <div className={classes.actions}>
        <Button onClick={() => session.signOut()}>{t("session.leave")}</Button>
        <Button look="filled" busy={busy} onClick={again} data-autofocus>
          {t("session.again")}
        </Button>
      </div>
    </Modal>
  );
}
