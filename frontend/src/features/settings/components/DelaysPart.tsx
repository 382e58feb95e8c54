import { useTranslation } from "react-i18next";
import type { Settings } from "@/api/admin";
import { useRecords } from "@/api/records";
import { DurationField } from "@/components/form/DurationField";
import { FormSection } from "@/components/form/FormSection";
import form from "@/components/form/form.module.css";
import { Field } from "@/components/ui/Field";
import { Input, Select } from "@/components/ui/Input";
import { Switch } from "@/components/ui/Switch";
import { useSettingsForm } from "../useSettingsForm";
import { SettingsFrame } from "./SettingsFrame";
import { TargetTable } from "./TargetTable";

const DAY = 86_400;

/** How soon a customer should hear from us, and what happens when nobody acts. */
export function DelaysPart({ settings }: { settings: Settings }) {
  const { t } = useTranslation();
  const record = useSettingsForm("delays", settings, t("settings.part.delays"));
  const { data: calendars = [] } = useRecords("calendars");
  const { draft, change, faultOf } = record;
  const { escalation } = draft;
  const reminds = draft.remind_before > 0;
  const escalates = escalation.after > 0;
  return (
    <SettingsFrame part="delays" form={record} wide>
      <FormSection title={t("settings.targets.title")} lead={t("settings.targets.lead")}>
        <TargetTable
          targets={draft.targets}
          other={draft.other_channels}
          faultOf={faultOf}
          onTargets={(targets) => change({ targets })}
          onOther={(other_channels) => change({ other_channels })}
        />
        <Field
          className={form.middle}
          label={t("settings.targets.calendar")}
          hint={t("settings.targets.calendarHint")}
          error={faultOf("calendar")}
        >
          {(control) => (
            <Select
              {...control}
              value={draft.calendar ?? ""}
              choices={[
                { value: "", label: t("settings.targets.always") },
                ...calendars.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              onChange={(calendar) => change({ calendar: calendar || null })}
            />
          )}
        </Field>
      </FormSection>
      <FormSection title={t("settings.hold.title")}>
        <div>
          <Switch checked={draft.hold_pauses} onChange={(hold_pauses) => change({ hold_pauses })}>
            {t("settings.hold.pauses")}
          </Switch>
          <p className={form.hint}>{t("settings.hold.hint")}</p>
        </div>
      </FormSection>
      <FormSection title={t("settings.remind.title")} lead={t("settings.remind.lead")}>
        <Switch checked={reminds} onChange={(on) => change({ remind_before: on ? DAY : 0 })}>
          {t("settings.remind.on")}
        </Switch>
        {reminds && (
          <Field label={t("settings.remind.before")} error={faultOf("remind_before")}>
            {(control) => (
              <DurationField
                {...control}
                least={1}
                label={t("settings.remind.before")}
                seconds={draft.remind_before}
                onChange={(remind_before) => change({ remind_before })}
              />
            )}
          </Field>
        )}
      </FormSection>
      <FormSection title={t("settings.escalation.title")} lead={t("settings.escalation.lead")}>
        <Switch
          checked={escalates}
          onChange={(on) => change({ escalation: { ...escalation, after: on ? DAY : 0 } })}
        >
          {t("settings.escalation.on")}
        </Switch>
        {escalates && (
          <div className={form.pair}>
            {(["after", "every"] as const).map((name) => (
              <Field
                key={name}
                label={t(`settings.escalation.${name}`)}
                error={faultOf(`escalation.${name}`)}
              >
                {(control) => (
                  <DurationField
                    {...control}
                    least={1}
                    label={t(`settings.escalation.${name}`)}
                    seconds={escalation[name]}
                    onChange={(seconds) => change({ escalation: { ...escalation, [name]: seconds } })}
                  />
                )}
              </Field>
            ))}
            <Field label={t("settings.escalation.times")} error={faultOf("escalation.times")}>
              {(control) => (
                <Input
                  {...control}
                  type="number"
                  inputMode="numeric"
                  min={1}
                  max={10}
                  value={escalation.times}
                  onChange={(event) =>
                    change({ escalation: { ...escalation, times: Number(event.currentTarget.value) } })
                  }
                />
              )}
            </Field>
          </div>
        )}
      </FormSection>
    </SettingsFrame>
  );
}
