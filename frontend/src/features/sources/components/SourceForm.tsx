import { useTranslation } from "react-i18next";
import { Field } from "@/components/ui/Field";
import { Input, Select } from "@/components/ui/Input";
import type { Need, Source } from "../types";
import classes from "./form.module.css";
import { NeedFields } from "./NeedFields";

export type Basics = Pick<Source, "name" | "campaign" | "channel" | "language" | "settings">;
export const blank: Basics = { name: "", campaign: null, channel: null, language: null, settings: {} };

interface SourceFormProps {
  basics: Basics;
  needs: readonly Need[];
  onChange: (basics: Basics) => void;
  faultOf: (path: string) => string | undefined;
}

const languages = ["", "fr", "en"] as const;

/** The fields an admin fills in for a source, for a new one and for one that exists. */
export function SourceForm({ basics, needs, onChange, faultOf }: SourceFormProps) {
  const { t } = useTranslation();
  const line = (name: "campaign" | "channel") => (
    <Field label={t(`sources.form.${name}`)} hint={t("sources.form.default")} error={faultOf(name)}>
      {(control) => (
        <Input
          {...control}
          maxLength={80}
          value={basics[name] ?? ""}
          onChange={(event) => onChange({ ...basics, [name]: event.currentTarget.value || null })}
        />
      )}
    </Field>
  );
  return (
    <>
      <div className={classes.pair}>
        <Field label={t("sources.form.name")} error={faultOf("name")}>
          {(control) => (
            <Input
              {...control}
              required
              maxLength={80}
              data-autofocus
              value={basics.name}
              onChange={(event) => onChange({ ...basics, name: event.currentTarget.value })}
            />
          )}
        </Field>
        <Field label={t("sources.form.language")} error={faultOf("language")}>
          {(control) => (
            <Select
              {...control}
              value={basics.language ?? ""}
              choices={languages.map((value) => ({
                value,
                label: t(value === "" ? "sources.form.noLanguage" : `sources.languages.${value}`),
              }))}
              onChange={(value) => onChange({ ...basics, language: value || null })}
            />
          )}
        </Field>
      </div>
      <div className={classes.pair}>
        {line("campaign")}
        {line("channel")}
      </div>
      <NeedFields
        needs={needs.filter(({ secret }) => !secret)}
        values={basics.settings}
        onChange={(settings) => onChange({ ...basics, settings })}
        faultOf={(name) => faultOf(`settings.${name}`)}
      />
    </>
  );
}
