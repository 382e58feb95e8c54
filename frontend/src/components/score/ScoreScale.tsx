import { useTranslation } from "react-i18next";
import { Input } from "@/components/ui/Input";
import { Segmented } from "@/components/ui/Segmented";
import classes from "./ScoreScale.module.css";

export interface Scale {
  min: number;
  max: number;
  kind: "nps" | "rating";
}

/** The scale of a score: NPS, or a rating between two figures. */
export function ScoreScale({ scale, onChange }: { scale: Scale; onChange: (scale: Scale) => void }) {
  const { t } = useTranslation();
  const end = (name: "min" | "max") => (
    <Input
      type="number"
      className={classes.end}
      aria-label={t(`jobs.scale.${name}`)}
      value={Number.isFinite(scale[name]) ? scale[name] : ""}
      onChange={(event) => {
        const value = event.currentTarget.valueAsNumber;
        if (Number.isFinite(value)) onChange({ ...scale, [name]: value });
      }}
    />
  );
  return (
    <div className={classes.scale}>
      <Segmented
        label={t("jobs.scale.kind")}
        value={scale.kind}
        choices={[
          { value: "nps", label: t("jobs.scale.nps") },
          { value: "rating", label: t("jobs.scale.rating") },
        ]}
        onChange={(kind) => onChange(kind === "nps" ? { min: 0, max: 10, kind } : { min: 1, max: 5, kind })}
      />
      {scale.kind === "rating" && (
        <span className={classes.ends}>
          {t("jobs.scale.from")} {end("min")} {t("jobs.scale.to")} {end("max")}
        </span>
      )}
    </div>
  );
}
