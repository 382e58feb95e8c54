import { useTranslation } from "react-i18next";
import type { Label } from "@/api/admin";
import { Field } from "@/components/ui/Field";
import { Input } from "@/components/ui/Input";
import classes from "./form.module.css";

interface LabelFieldsProps {
  label: Label;
  faultOf?: (name: string) => string | undefined;
  maxLength?: number;
  /** The first field of its dialog. */
  first?: boolean;
  onChange: (label: Label) => void;
}

/** One text in the two languages of the product. */
export function LabelFields({ label, faultOf, maxLength = 80, first = true, onChange }: LabelFieldsProps) {
  const { t } = useTranslation();
  const language = (code: "fr" | "en") => (
    <Field label={t(`admin.name.${code}`)} error={faultOf?.(`label.${code}`)}>
      {(control) => (
        <Input
          {...control}
          lang={code}
          required
          maxLength={maxLength}
          data-autofocus={(first && code === "fr") || undefined}
          value={label[code]}
          onChange={(event) => onChange({ ...label, [code]: event.currentTarget.value })}
        />
      )}
    </Field>
  );
  return (
    <div className={classes.pair}>
      {language("fr")}
      {language("en")}
    </div>
  );
}
