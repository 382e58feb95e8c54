import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type PanelField, roles } from "@/api/admin";
import form from "@/components/form/form.module.css";
import { LabelFields } from "@/components/form/LabelFields";
import { Button } from "@/components/ui/Button";
import { Dialog, DialogActions } from "@/components/ui/Dialog";
import { Field } from "@/components/ui/Field";
import { Input, Select } from "@/components/ui/Input";
import { Switch } from "@/components/ui/Switch";
import classes from "./settings.module.css";

interface PanelFieldDialogProps {
  line: PanelField;
  isNew: boolean;
  /** Fields that have a line already. */
  taken: readonly string[];
  onClose: () => void;
  onKeep: (line: PanelField) => void;
}

const own = ["tier", "email", "phone"] as const;
const ATTRIBUTE = "attributes.";
const formats = ["text", "number", "money", "date"] as const;

/** One line of the customer panel: what it shows, how, and to whom not. */
export function PanelFieldDialog({ line, isNew, taken, onClose, onKeep }: PanelFieldDialogProps) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(line);
  const [asked, setAsked] = useState(false);
  const kind = own.find((name) => name === draft.field) ?? "attribute";
  const attribute = draft.field.startsWith(ATTRIBUTE) ? draft.field.slice(ATTRIBUTE.length) : "";
  const unfilled = draft.field === "" || (kind === "attribute" && attribute === "");
  const twice = taken.includes(draft.field);
  const unnamed = draft.label.fr.trim() === "" || draft.label.en.trim() === "";
  const fieldFault = asked
    ? unfilled
      ? t("admin.fillIn")
      : twice
        ? t("settings.panel.twice")
        : undefined
    : undefined;
  return (
    <Dialog
      title={t(isNew ? "settings.panel.new" : "settings.panel.edit", { name: line.label.fr })}
      size={560}
      onClose={onClose}
    >
      <div className={`${form.form} ${classes.dialogBody}`}>
        <div className={form.pair}>
          <Field label={t("settings.panel.value")} error={kind === "attribute" ? undefined : fieldFault}>
            {(control) => (
              <Select
                {...control}
                value={kind}
                choices={[
                  ...own.map((value) => ({
                    value: value as string,
                    label: t(`settings.panel.own.${value}`),
                  })),
                  { value: "attribute", label: t("settings.panel.attribute") },
                ]}
                onChange={(next) => setDraft({ ...draft, field: next === "attribute" ? ATTRIBUTE : next })}
              />
            )}
          </Field>
          {kind === "attribute" && (
            <Field label={t("settings.panel.name")} hint={t("settings.panel.nameHint")} error={fieldFault}>
              {(control) => (
                <Input
                  {...control}
                  maxLength={64}
                  value={attribute}
                  onChange={(event) =>
                    setDraft({ ...draft, field: ATTRIBUTE + event.currentTarget.value.trim() })
                  }
                />
              )}
            </Field>
          )}
          <Field label={t("settings.panel.format")}>
            {(control) => (
              <Select
                {...control}
                value={draft.format}
                choices={formats.map((value) => ({ value, label: t(`settings.panel.formats.${value}`) }))}
                onChange={(format) => setDraft({ ...draft, format: format as PanelField["format"] })}
              />
            )}
          </Field>
        </div>
        <LabelFields
          first={false}
          label={draft.label}
          faultOf={(name) =>
            asked && draft.label[name === "label.fr" ? "fr" : "en"].trim() === ""
              ? t("admin.fillIn")
              : undefined
          }
          onChange={(label) => setDraft({ ...draft, label })}
        />
        <fieldset className={classes.masks}>
          <legend className={form.label}>{t("settings.panel.masked")}</legend>
          {roles.map((role) => (
            <Switch
              key={role}
              look="tick"
              checked={draft.masked_for.includes(role)}
              onChange={(on) =>
                setDraft({
                  ...draft,
                  masked_for: roles.filter((one) => (one === role ? on : draft.masked_for.includes(one))),
                })
              }
            >
              {t(`admin.role.${role}`)}
            </Switch>
          ))}
        </fieldset>
        <DialogActions>
          <Button onClick={onClose}>{t("app.cancel")}</Button>
          <Button
            look="filled"
            onClick={() => {
              setAsked(true);
              if (!unfilled && !twice && !unnamed) onKeep(draft);
            }}
          >
            {t("admin.keep")}
          </Button>
        </DialogActions>
      </div>
    </Dialog>
  );
}
