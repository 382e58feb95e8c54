import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { User } from "@/api/admin";
import { asProblem } from "@/api/problem";
import type { Job } from "@/api/useJob";
import { FormNotice } from "@/components/form/FormNotice";
import form from "@/components/form/form.module.css";
import { PersonPicker } from "@/components/people/PersonPicker";
import { Button } from "@/components/ui/Button";
import { Dialog, DialogActions } from "@/components/ui/Dialog";
import { Field } from "@/components/ui/Field";
import { useDisable } from "../api/usePeople";

interface DisableDialogProps {
  user: User;
  onClose: () => void;
  onDone: (user: User, job: Job | null) => void;
}

/** Asks who takes the open cases before access is taken away. */
export function DisableDialog({ user, onClose, onDone }: DisableDialogProps) {
  const { t } = useTranslation();
  const [to, setTo] = useState<string | null>(null);
  const disable = useDisable();
  return (
    <Dialog title={t("team.access.disableTitle", { name: user.name })} onClose={onClose}>
      <div className={form.form}>
        <p>{t("team.access.disableText")}</p>
        <Field label={t("team.access.takes")} hint={t("team.access.takesHint")}>
          {(control) => (
            <PersonPicker
              {...control}
              label={t("team.access.takes")}
              none={t("team.access.nobody")}
              except={user.id}
              value={to}
              onChange={setTo}
            />
          )}
        </Field>
        <FormNotice problem={disable.error ? asProblem(disable.error) : null} />
        <DialogActions>
          <Button onClick={onClose}>{t("app.cancel")}</Button>
          <Button
            look="danger"
            busy={disable.isPending}
            onClick={() =>
              disable.mutate({ user, to }, { onSuccess: (answer) => onDone(answer.user, answer.job) })
            }
          >
            {t("team.access.disable")}
          </Button>
        </DialogActions>
      </div>
    </Dialog>
  );
}
