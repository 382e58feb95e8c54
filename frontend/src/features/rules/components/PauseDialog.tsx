import { Modal } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "@/components/page/LeaveGuard.module.css";
import { Button } from "@/components/ui/Button";
import { Field } from "@/components/ui/Field";
import { Input } from "@/components/ui/Input";
import { startOfDay } from "@/lib/days";
import { useZone } from "@/lib/zone";
import type { Rule } from "../types";

interface PauseDialogProps {
  rule: Rule;
  onCancel: () => void;
  onPause: (until: string | null) => void;
}

/** Until when a rule is paused; without a day, until somebody activates it again. */
export function PauseDialog({ rule, onCancel, onPause }: PauseDialogProps) {
  const { t } = useTranslation();
  const zone = useZone();
  const [day, setDay] = useState("");
  return (
    <Modal
      opened
      onClose={onCancel}
      size={460}
      yOffset={88}
      radius="xl"
      title={t("rules.pauseTitle", { label: rule.label })}
      closeButtonProps={{ "aria-label": t("app.close") }}
      classNames={{ title: classes.title, header: classes.header, body: classes.body }}
      overlayProps={{ className: classes.overlay }}
      transitionProps={{ duration: 180 }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onPause(day ? startOfDay(day, zone) : null);
        }}
      >
        <Field label={t("rules.form.pausedUntil")} hint={t("rules.form.pausedHint")}>
          {(control) => (
            <Input
              {...control}
              type="date"
              data-autofocus
              value={day}
              onChange={(event) => setDay(event.currentTarget.value)}
            />
          )}
        </Field>
        <div className={classes.actions}>
          <Button onClick={onCancel}>{t("app.cancel")}</Button>
          <Button look="filled" type="submit">
            {t("rules.pause")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
