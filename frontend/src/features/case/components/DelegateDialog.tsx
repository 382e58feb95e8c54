import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Alert } from "@/api/types";
import { Field } from "@/components/ui/Field";
import { IconInfoCircle } from "@/components/ui/Icons";
import { Input } from "@/components/ui/Input";
import { Switch } from "@/components/ui/Switch";
import type { CaseCommand } from "../api/useCommand";
import type { DelegateArgs } from "../api/useTreat";
import { CaseDialog } from "./CaseDialog";
import frame from "./CaseDialog.module.css";
import { NoteField } from "./NoteField";
import { Refusal } from "./Refusal";

interface DelegateDialogProps {
  alert: Alert;
  name: string;
  command: CaseCommand<DelegateArgs>;
  onSend: (args: DelegateArgs) => void;
  onCancel: () => void;
}

const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Hands the case to customer service: the address of the place unless another is written. */
export function DelegateDialog({ alert, name, command, onSend, onCancel }: DelegateDialogProps) {
  const { t } = useTranslation();
  const [address, setAddress] = useState("");
  const [note, setNote] = useState("");
  const [unmasked, setUnmasked] = useState(false);
  const [asked, setAsked] = useState(false);
  const needed = command.problem?.code === "no_delegate";
  const to = address.trim();
  const wrong = to === "" ? needed : !ADDRESS.test(to);
  const hidden = alert.respondent.masked && alert.respondent.sight === "hidden";

  function confirm() {
    if (wrong) setAsked(true);
    else onSend({ to: to || null, note: note.trim() || null, unmasked });
  }

  return (
    <CaseDialog
      title={t("delegate.title", { name })}
      lead={t("delegate.lead")}
      confirm={t("delegate.confirm")}
      busy={command.busy}
      onConfirm={confirm}
      onCancel={onCancel}
    >
      <Field
        label={t("delegate.to")}
        hint={t("delegate.toHint")}
        error={
          (asked || needed) && wrong ? t(needed && !to ? "refusal.no_delegate" : "delegate.wrong") : undefined
        }
      >
        {(control) => (
          <Input
            {...control}
            type="email"
            value={address}
            data-autofocus
            onChange={(event) => setAddress(event.currentTarget.value)}
          />
        )}
      </Field>
      <NoteField
        label={t("delegate.note")}
        hint={t("dialog.optionalNever")}
        value={note}
        onChange={setNote}
      />
      {!hidden && (
        <Switch look="tick" checked={unmasked} onChange={setUnmasked}>
          {t("delegate.unmasked")}
        </Switch>
      )}
      {!needed && <Refusal problem={command.problem} />}
      <div className={frame.callout}>
        <IconInfoCircle size={16} stroke={1.75} aria-hidden />
        <p>{t(unmasked ? "delegate.effectUnmasked" : "delegate.effect")}</p>
      </div>
    </CaseDialog>
  );
}
