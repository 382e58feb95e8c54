import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Input, Select } from "@/components/ui/Input";
import classes from "./form.module.css";
import { largestUnit, type Unit, unitNames, units } from "./units";

interface DurationFieldProps {
  id?: string;
  "aria-invalid"?: true | undefined;
  "aria-describedby"?: string | undefined;
  /** Read out where no label of its own stands above. */
  label: string;
  seconds: number;
  /** 0 unless said: off. */
  least?: number;
  onChange: (seconds: number) => void;
}

/** A time as a number and its unit. */
export function DurationField({ label, seconds, least = 0, onChange, ...control }: DurationFieldProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Unit>(() => largestUnit(seconds));
  // Another state of the record may not fit the unit chosen here.
  const unit = seconds % units[chosen] === 0 ? chosen : largestUnit(seconds);
  const amount = seconds / units[unit];
  return (
    <span className={classes.amount}>
      <Input
        {...control}
        aria-label={control.id ? undefined : label}
        type="number"
        inputMode="numeric"
        min={least}
        step={1}
        value={Number.isFinite(amount) ? amount : ""}
        onChange={(event) =>
          onChange(Math.max(0, Math.round(Number(event.currentTarget.value))) * units[unit])
        }
      />
      <Select
        aria-label={t("admin.unitOf", { name: label })}
        value={unit}
        choices={unitNames.map((value) => ({ value, label: t(`rules.unit.${value}`) }))}
        onChange={(next) => {
          setChosen(next as Unit);
          onChange(amount * units[next as Unit]);
        }}
      />
    </span>
  );
}
