import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Criterion, Settings } from "@/api/admin";
import { FormSection } from "@/components/form/FormSection";
import form from "@/components/form/form.module.css";
import { OrderButtons } from "@/components/form/OrderButtons";
import { Button } from "@/components/ui/Button";
import { ChipsInput } from "@/components/ui/ChipsInput";
import { Field } from "@/components/ui/Field";
import { IconPlus } from "@/components/ui/Icons";
import { Input } from "@/components/ui/Input";
import { Switch } from "@/components/ui/Switch";
import { freshId, moved, replaced } from "@/lib/order";
import type { CriteriaParts } from "../types";
import { useSettingsForm } from "../useSettingsForm";
import { CriterionDialog } from "./CriterionDialog";
import { P1Share } from "./P1Share";
import { SettingsFrame } from "./SettingsFrame";
import classes from "./settings.module.css";

interface PrioritiesPartProps {
  settings: Settings;
  criteria: CriteriaParts;
}

/** What raises the priority of a case besides its rule. */
export function PrioritiesPart({ settings, criteria: { Editor, Words } }: PrioritiesPartProps) {
  const { t } = useTranslation();
  const record = useSettingsForm("priorities", settings, t("settings.part.priorities"));
  const { draft, change, faultOf, problem } = record;
  const [open, setOpen] = useState<number | null>(null);
  const list = draft.priorities;
  const blank = (): Criterion => ({ id: freshId("c", list), label: "", criteria: {}, effect: "raise" });
  return (
    <SettingsFrame part="priorities" form={record}>
      <FormSection title={t("settings.priorities.title")} lead={t("settings.priorities.lead")}>
        <ul className={classes.rows}>
          {list.map((criterion, index) => (
            <li key={criterion.id} className={classes.row}>
              <span>
                <button type="button" className={form.name} onClick={() => setOpen(index)}>
                  {criterion.label}
                </button>
                <span className={form.sub}>
                  <Words value={criterion.criteria} />
                </span>
                {faultOf(`priorities[${index}]`) && (
                  <span className={form.fault}>{faultOf(`priorities[${index}]`)}</span>
                )}
              </span>
              <span>{t(`settings.priorities.effect.${criterion.effect}`)}</span>
              <OrderButtons
                name={criterion.label}
                index={index}
                count={list.length}
                onMove={(to) => change({ priorities: moved(list, index, to) })}
                onRemove={() => change({ priorities: list.filter((_, at) => at !== index) })}
              />
            </li>
          ))}
        </ul>
        {list.length === 0 && <p className={form.hint}>{t("settings.priorities.none")}</p>}
        <p>
          <Button icon={IconPlus} onClick={() => setOpen(list.length)}>
            {t("settings.priorities.add")}
          </Button>
        </p>
        <Switch checked={draft.repeat_raises} onChange={(repeat_raises) => change({ repeat_raises })}>
          {t("settings.priorities.repeat")}
        </Switch>
      </FormSection>
      <FormSection title={t("settings.p1.title")} lead={t("settings.p1.lead")}>
        <P1Share share={settings.p1_share} warning={draft.p1_warning} />
        <Field label={t("settings.p1.warning")} error={faultOf("p1_warning")} className={classes.short}>
          {(control) => (
            <Input
              {...control}
              type="number"
              inputMode="numeric"
              min={1}
              max={100}
              suffix="%"
              value={Math.round(draft.p1_warning * 100)}
              onChange={(event) => change({ p1_warning: Number(event.currentTarget.value) / 100 })}
            />
          )}
        </Field>
      </FormSection>
      <FormSection title={t("settings.loyalty.title")} lead={t("settings.loyalty.lead")}>
        <ol className={classes.rows}>
          {draft.loyalty.map((tier, index) => (
            <li key={tier} className={classes.row}>
              <span>{tier}</span>
              <OrderButtons
                name={tier}
                index={index}
                count={draft.loyalty.length}
                onMove={(to) => change({ loyalty: moved(draft.loyalty, index, to) })}
                onRemove={() => change({ loyalty: draft.loyalty.filter((one) => one !== tier) })}
              />
            </li>
          ))}
        </ol>
        <Field label={t("settings.loyalty.add")} hint={t("settings.loyalty.hint")} error={faultOf("loyalty")}>
          {(control) => (
            <ChipsInput
              {...control}
              label={t("settings.loyalty.add")}
              values={[]}
              onChange={(added) =>
                change({
                  loyalty: [...draft.loyalty, ...added.filter((one) => !draft.loyalty.includes(one))],
                })
              }
            />
          )}
        </Field>
      </FormSection>
      {open !== null && (
        <CriterionDialog
          criterion={list[open] ?? blank()}
          isNew={open >= list.length}
          faults={problem?.faults.filter(({ path }) => path.startsWith(`$.priorities[${open}]`)) ?? []}
          Editor={Editor}
          onClose={() => setOpen(null)}
          onKeep={(criterion) => {
            change({
              priorities: open < list.length ? replaced(list, open, criterion) : [...list, criterion],
            });
            setOpen(null);
          }}
        />
      )}
    </SettingsFrame>
  );
}
