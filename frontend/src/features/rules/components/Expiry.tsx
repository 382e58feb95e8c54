import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Field } from "@/components/ui/Field";
import { Input, Select } from "@/components/ui/Input";
import classes from "./RuleForm.module.css";

const units = { minutes: 60, hours: 3600, days: 86_400 } as const;
type Unit = keyof typeof units;
const names = Object.keys(units) as Unit[];

/** The largest unit that a time is a whole number of. */
function unitOf(seconds: number): Unit {
  return names.findLast((unit) => seconds % units[unit] === 0) ?? "minutes";
}

interface ExpiryProps {
  seconds: number;
  error: string | undefined;
  readOnly: boolean;
  onChange: (seconds: number) => void;
}

/** After how long an alert expires: a number and its unit. */
export function Expiry({ seconds, error, readOnly, onChange }: ExpiryProps) {
  const { t } = useTranslation();
  const [unit, setUnit] = useState(() => unitOf(seconds));
  // Another state of the rule may not fit the unit chosen here.
  const shown = seconds % units[unit] === 0 ? unit : unitOf(seconds);
  const amount = seconds / units[shown];
  return (
    <Field label={t("rules.form.expiry")} error={error} className={classes.expiry}>
      {(control) => (
        <span className={classes.amount}>
          <Input
            {...control}
            type="number"
            min={1}
            step={1}
            inputMode="numeric"
            disabled={readOnly}
            value={Number.isFinite(amount) && amount > 0 ? amount : ""}
            onChange={(event) => onChange(Math.round(Number(event.currentTarget.value)) * units[shown])}
          />
          <Select
            aria-label={t("rules.form.unit")}
            disabled={readOnly}
            value={shown}
            choices={names.map((value) => ({ value, label: t(`rules.unit.${value}`) }))}
            onChange={(next) => {
              setUnit(next as Unit);
              onChange(amount * units[next as Unit]);
            }}
          />
        </span>
      )}
    </Field>
  );
}
