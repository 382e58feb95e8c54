import { useTranslation } from "react-i18next";
import form from "@/components/form/form.module.css";
import { Field } from "@/components/ui/Field";
import type { IconType } from "@/components/ui/Icons";
import { Picker, type PickerOption } from "@/components/ui/Picker";
import { Tag } from "@/components/ui/Tag";

interface PickedListProps {
  label: string;
  hint?: string;
  error?: string | undefined;
  options: readonly PickerOption[];
  values: readonly string[];
  /** What the closed button says. */
  choose: string;
  /** Said of a value that is not among the options. */
  unknown: string;
  icon?: IconType;
  disabled?: boolean;
  onChange: (values: string[]) => void;
}

/** Several of a list or a tree: a search with ticks, and below it what is taken. */
export function PickedList(props: PickedListProps) {
  const { label, hint, error, options, values, choose, unknown, icon, disabled, onChange } = props;
  const { t } = useTranslation();
  const names = new Map(options.map((option) => [option.value, option.label]));
  return (
    <div>
      <Field label={label} hint={hint} error={error}>
        {(control) => (
          <Picker
            id={control.id}
            describedBy={control["aria-describedby"]}
            invalid={control["aria-invalid"]}
            label={label}
            icon={icon}
            options={options}
            values={values}
            disabled={disabled}
            onChange={onChange}
          >
            {choose}
          </Picker>
        )}
      </Field>
      {values.length > 0 && (
        <p className={form.chips} style={{ marginTop: 6 }}>
          {values.map((value) => {
            const word = names.get(value) ?? unknown;
            return (
              <Tag
                key={value}
                onRemove={disabled ? undefined : () => onChange(values.filter((other) => other !== value))}
                removeLabel={t("manage.removeWord", { word })}
              >
                {word}
              </Tag>
            );
          })}
        </p>
      )}
    </div>
  );
}
