import { useTranslation } from "react-i18next";
import { type Settings, statuses } from "@/api/admin";
import { FormSection } from "@/components/form/FormSection";
import form from "@/components/form/form.module.css";
import { Field } from "@/components/ui/Field";
import { Input } from "@/components/ui/Input";
import { Segmented } from "@/components/ui/Segmented";
import { Switch } from "@/components/ui/Switch";
import { halfNamed } from "../parts";
import { useSettingsForm } from "../useSettingsForm";
import { SettingsFrame } from "./SettingsFrame";
import { StatusLabels } from "./StatusLabels";

/** How cases are named, taken and handed on. */
export function CasesPart({ settings }: { settings: Settings }) {
  const { t } = useTranslation();
  const record = useSettingsForm("cases", settings, t("settings.part.cases"));
  const { draft, change, faultOf } = record;
  return (
    <SettingsFrame
      part="cases"
      form={record}
      unready={halfNamed(draft.labels) ? t("settings.statuses.bothLanguages") : undefined}
    >
      <FormSection title={t("settings.statuses.title")} lead={t("settings.statuses.lead")}>
        <div>
          <Segmented
            label={t("settings.statuses.view")}
            value={draft.view}
            choices={(["six", "three"] as const).map((value) => ({
              value,
              label: t(`settings.statuses.${value}`),
            }))}
            onChange={(view) => change({ view })}
          />
        </div>
        {draft.view === "three" && <p className={form.hint}>{t("settings.statuses.threeHint")}</p>}
        <StatusLabels
          statuses={statuses}
          labels={draft.labels}
          faultOf={faultOf}
          onChange={(labels) => change({ labels })}
        />
      </FormSection>
      <FormSection title={t("settings.take.title")}>
        <div>
          <Switch checked={draft.take_next} onChange={(take_next) => change({ take_next })}>
            {t("settings.take.next")}
          </Switch>
          <p className={form.hint}>{t("settings.take.nextHint")}</p>
        </div>
        <div>
          <Switch checked={draft.attach_repeats} onChange={(attach_repeats) => change({ attach_repeats })}>
            {t("settings.take.attach")}
          </Switch>
          <p className={form.hint}>{t("settings.take.attachHint")}</p>
        </div>
      </FormSection>
      <FormSection title={t("settings.delegate.title")} lead={t("settings.delegate.lead")}>
        <Field className={form.middle} label={t("settings.delegate.address")} error={faultOf("delegate_to")}>
          {(control) => (
            <Input
              {...control}
              type="email"
              maxLength={254}
              value={draft.delegate_to ?? ""}
              onChange={(event) => change({ delegate_to: event.currentTarget.value.trim() || null })}
            />
          )}
        </Field>
      </FormSection>
    </SettingsFrame>
  );
}
