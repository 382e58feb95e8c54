import { useTranslation } from "react-i18next";
import type { Plan } from "@/api/admin";
import { useRuleChoices } from "@/api/useRuleChoices";
import { useSources } from "@/api/useSources";
import { FormSection } from "@/components/form/FormSection";
import { TextArea } from "@/components/form/TextArea";
import { PickedList } from "@/components/place/PickedList";
import { ChipsInput } from "@/components/ui/ChipsInput";
import { Field } from "@/components/ui/Field";
import { IconBolt, IconInbox } from "@/components/ui/Icons";
import { Input } from "@/components/ui/Input";
import type { RecordForm } from "@/lib/useRecordForm";
import type { PlanDraft } from "../draft";

interface PlanBasicsProps {
  record: RecordForm<Plan, PlanDraft>;
  unnamed: boolean;
}

/** The name of a plan, what it is for, and the cases that get it. */
export function PlanBasics({ record: { draft, change, faultOf }, unnamed }: PlanBasicsProps) {
  const { t } = useTranslation();
  const rules = useRuleChoices();
  const sources = (useSources().data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      <FormSection title={t("plans.about")}>
        <Field label={t("plans.name")} error={faultOf("name") ?? (unnamed ? t("admin.fillIn") : undefined)}>
          {(control) => (
            <Input
              {...control}
              maxLength={80}
              value={draft.name}
              onChange={(event) => change({ name: event.currentTarget.value })}
            />
          )}
        </Field>
        <Field
          label={t("plans.description")}
          hint={t("plans.descriptionHint")}
          error={faultOf("description")}
        >
          {(control) => (
            <TextArea
              {...control}
              maxLength={2000}
              value={draft.description}
              onChange={(description) => change({ description })}
            />
          )}
        </Field>
      </FormSection>
      <FormSection title={t("plans.for")} lead={t("plans.forLead")}>
        <PickedList
          label={t("plans.rules")}
          icon={IconBolt}
          error={faultOf("rules")}
          options={rules}
          values={draft.rules}
          choose={t("plans.chooseRules")}
          unknown={t("plans.gone")}
          onChange={(next) => change({ rules: next })}
        />
        <Field label={t("plans.campaigns")} hint={t("plans.campaignsHint")} error={faultOf("campaigns")}>
          {(control) => (
            <ChipsInput
              {...control}
              label={t("plans.campaigns")}
              values={draft.campaigns}
              onChange={(campaigns) => change({ campaigns })}
            />
          )}
        </Field>
        <PickedList
          label={t("plans.sources")}
          icon={IconInbox}
          error={faultOf("sources")}
          options={sources}
          values={draft.sources}
          choose={t("plans.chooseSources")}
          unknown={t("plans.gone")}
          onChange={(next) => change({ sources: next })}
        />
      </FormSection>
    </>
  );
}
