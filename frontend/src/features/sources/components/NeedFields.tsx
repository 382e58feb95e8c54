import { useTranslation } from "react-i18next";
import { Field } from "@/components/ui/Field";
import { Input, Select } from "@/components/ui/Input";
import type { Need } from "../types";

interface NeedFieldsProps {
  needs: readonly Need[];
  values: Record<string, string>;
  onChange: (values: Record<string, string>) => void;
  faultOf: (name: string) => string | undefined;
}

/** What a kind of source needs to know, one field each. What is secret is never filled in again. */
export function NeedFields({ needs, values, onChange, faultOf }: NeedFieldsProps) {
  const { t, i18n } = useTranslation();
  return needs.map((need) => {
    const set = (value: string) => {
      const { [need.name]: _, ...rest } = values;
      onChange(value === "" ? rest : { ...rest, [need.name]: value });
    };
    return (
      <Field
        key={need.name}
        label={need.label[i18n.language === "fr" ? "fr" : "en"]}
        hint={need.optional ? t("sources.optional") : undefined}
        error={faultOf(need.name)}
      >
        {(control) =>
          need.choices.length > 0 ? (
            <Select
              {...control}
              value={values[need.name] ?? ""}
              choices={[
                { value: "", label: t("sources.choose") },
                ...need.choices.map((value) => ({ value, label: value })),
              ]}
              onChange={set}
            />
          ) : (
            <Input
              {...control}
              type={need.secret ? "password" : "text"}
              autoComplete={need.secret ? "new-password" : "off"}
              spellCheck={false}
              value={values[need.name] ?? ""}
              onChange={(event) => set(event.currentTarget.value)}
            />
          )
        }
      </Field>
    );
  });
}
