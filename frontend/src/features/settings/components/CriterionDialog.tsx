import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Criterion } from "@/api/admin";
import type { Fault } from "@/api/types";
import form from "@/components/form/form.module.css";
import { RadioCards } from "@/components/form/RadioCards";
import { Button } from "@/components/ui/Button";
import { Dialog, DialogActions } from "@/components/ui/Dialog";
import { Field } from "@/components/ui/Field";
import { Input } from "@/components/ui/Input";
import type { CriteriaEditor } from "../types";
import classes from "./settings.module.css";

interface CriterionDialogProps {
  criterion: Criterion;
  isNew: boolean;
  faults: readonly Fault[];
  Editor: CriteriaEditor;
  onClose: () => void;
  /** Puts it into the page; the page saves it. */
  onKeep: (criterion: Criterion) => void;
}

const effects = ["raise", "P2", "P1"] as const;

/** One written criterion of priority: what it asks of the feedback, and what it does to the case. */
export function CriterionDialog(props: CriterionDialogProps) {
  const { criterion, isNew, faults, Editor, onClose, onKeep } = props;
  const { t } = useTranslation();
  const [draft, setDraft] = useState(criterion);
  const [whole, setWhole] = useState(!isNew);
  const [asked, setAsked] = useState(false);
  const unnamed = draft.label.trim() === "";
  const onCriteria = useCallback((criteria: Criterion["criteria"], isWhole: boolean) => {
    setDraft((now) => ({ ...now, criteria }));
    setWhole(isWhole);
  }, []);
  return (
    <Dialog
      title={t(isNew ? "settings.priorities.new" : "settings.priorities.edit", { name: criterion.label })}
      size={820}
      onClose={onClose}
    >
      <div className={`${form.form} ${classes.dialogBody}`}>
        <Field
          label={t("settings.priorities.label")}
          hint={t("settings.priorities.labelHint")}
          error={asked && unnamed ? t("admin.fillIn") : undefined}
        >
          {(control) => (
            <Input
              {...control}
              data-autofocus
              maxLength={80}
              value={draft.label}
              onChange={(event) => setDraft({ ...draft, label: event.currentTarget.value })}
            />
          )}
        </Field>
        <h3>{t("settings.priorities.when")}</h3>
        <Editor value={criterion.criteria} faults={faults} showMissing={asked} onChange={onCriteria} />
        <RadioCards
          label={t("settings.priorities.then")}
          value={draft.effect}
          choices={effects.map((value) => ({ value, label: t(`settings.priorities.effect.${value}`) }))}
          onChange={(effect) => setDraft({ ...draft, effect })}
        />
        <DialogActions>
          <Button onClick={onClose}>{t("app.cancel")}</Button>
          <Button
            look="filled"
            onClick={() => {
              setAsked(true);
              if (!unnamed && whole) onKeep({ ...draft, label: draft.label.trim() });
            }}
          >
            {t("admin.keep")}
          </Button>
        </DialogActions>
      </div>
    </Dialog>
  );
}
