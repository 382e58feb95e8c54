import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type PanelField, roles, type Settings, type Sight } from "@/api/admin";
import { FormSection } from "@/components/form/FormSection";
import form from "@/components/form/form.module.css";
import { OrderButtons } from "@/components/form/OrderButtons";
import { Button } from "@/components/ui/Button";
import { Field } from "@/components/ui/Field";
import { IconPlus } from "@/components/ui/Icons";
import { Select } from "@/components/ui/Input";
import { useFormat } from "@/lib/format";
import { isLanguage } from "@/lib/i18n";
import { moved, replaced } from "@/lib/order";
import { useSettingsForm } from "../useSettingsForm";
import { PanelFieldDialog } from "./PanelFieldDialog";
import { SettingsFrame } from "./SettingsFrame";
import classes from "./settings.module.css";

const sights: readonly Sight[] = ["shown", "on_request", "hidden"];
const blank: PanelField = { field: "", label: { fr: "", en: "" }, format: "text", masked_for: [] };

/** What is told of the customer, and to whom. */
export function CustomerPart({ settings }: { settings: Settings }) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const record = useSettingsForm("customer", settings, t("settings.part.customer"));
  const { draft, change, faultOf } = record;
  const [open, setOpen] = useState<number | null>(null);
  const language = isLanguage(i18n.language) ? i18n.language : "en";
  const panel = draft.panel;
  return (
    <SettingsFrame part="customer" form={record}>
      <FormSection title={t("settings.panel.title")} lead={t("settings.panel.lead")}>
        <ul className={classes.rows}>
          {panel.map((line, index) => (
            <li key={line.field} className={classes.row}>
              <span>
                <button type="button" className={form.name} onClick={() => setOpen(index)}>
                  {line.label[language]}
                </button>
                <span className={form.sub}>
                  {line.field} · {t(`settings.panel.formats.${line.format}`)}
                  {line.masked_for.length > 0 && (
                    <>
                      {" "}
                      ·{" "}
                      {t("settings.panel.maskedFor", {
                        roles: format.list(line.masked_for.map((role) => t(`admin.role.${role}`))),
                      })}
                    </>
                  )}
                </span>
                {faultOf(`panel[${index}]`) && (
                  <span className={form.fault}>{faultOf(`panel[${index}]`)}</span>
                )}
              </span>
              <OrderButtons
                name={line.label[language]}
                index={index}
                count={panel.length}
                onMove={(to) => change({ panel: moved(panel, index, to) })}
                onRemove={() => change({ panel: panel.filter((_, at) => at !== index) })}
              />
            </li>
          ))}
        </ul>
        {panel.length === 0 && <p className={form.hint}>{t("settings.panel.none")}</p>}
        <p>
          <Button icon={IconPlus} onClick={() => setOpen(panel.length)}>
            {t("settings.panel.add")}
          </Button>
        </p>
      </FormSection>
      <FormSection title={t("settings.contact.title")} lead={t("settings.contact.lead")}>
        <div className={form.four}>
          {roles.map((role) => (
            <Field key={role} label={t(`admin.role.${role}`)} error={faultOf(`contact.${role}`)}>
              {(control) => (
                <Select
                  {...control}
                  value={draft.contact[role]}
                  choices={sights.map((value) => ({ value, label: t(`settings.contact.sight.${value}`) }))}
                  onChange={(sight) => change({ contact: { ...draft.contact, [role]: sight as Sight } })}
                />
              )}
            </Field>
          ))}
        </div>
      </FormSection>
      {open !== null && (
        <PanelFieldDialog
          line={panel[open] ?? blank}
          isNew={open >= panel.length}
          taken={panel.filter((_, at) => at !== open).map(({ field }) => field)}
          onClose={() => setOpen(null)}
          onKeep={(line) => {
            change({ panel: open < panel.length ? replaced(panel, open, line) : [...panel, line] });
            setOpen(null);
          }}
        />
      )}
    </SettingsFrame>
  );
}
