import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Alert } from "@/api/types";
import { usePlaceNames } from "@/api/usePlaces";
import { IconBolt, IconChevronDown } from "@/components/ui/Icons";
import { useFormat } from "@/lib/format";
import { ConditionLine } from "./ConditionLine";
import classes from "./WhyPanel.module.css";

interface WhyPanelProps {
  alert: Alert;
  active: number | null;
  onActive: (number: number | null) => void;
  /** Folded with a count until opened, on the phone. */
  foldable: boolean;
  /** A number of the comment was pressed: the panel opens. */
  pointed: number | null;
}

/** Why the alert exists: the rule that fired and each condition that decided it. */
export function WhyPanel({ alert, active, onActive, foldable, pointed }: WhyPanelProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const names = usePlaceNames(
    alert.triggers.some(({ conditions }) => conditions.some(({ field }) => field === "place")),
  );
  const [opened, setOpened] = useState(false);
  const [main, ...others] = alert.triggers;
  if (!main) return null;
  const open = !foldable || opened || pointed !== null;
  const count = alert.triggers.reduce((sum, { conditions }) => sum + conditions.length, 0);
  const conditions = t("why.folded", { count });
  const sourceOf = ({ label, earlier }: Alert["triggers"][number], index: number) =>
    [index > 0 && label, earlier && t("why.earlier")].filter(Boolean).join(", ") || null;
  const otherLabels = format.list(others.map(({ label }) => label));

  return (
    <section className={classes.panel} aria-label={t("why.title")}>
      {foldable ? (
        <button
          type="button"
          className={classes.fold}
          aria-expanded={open}
          onClick={() => setOpened(!open)}
          data-open={open || undefined}
        >
          <IconBolt size={16} stroke={1.75} aria-hidden />
          <span className={classes.foldText}>
            <strong>{main.label}</strong>
            <span>
              {others.length > 0 ? t("why.foldedWith", { label: otherLabels, conditions }) : conditions}
            </span>
          </span>
          <IconChevronDown size={16} stroke={1.75} aria-hidden />
        </button>
      ) : (
        <div className={classes.head}>
          <IconBolt size={16} stroke={1.75} aria-hidden />
          <strong>{main.label}</strong>
          {others.map(({ rule_id, label }) => (
            <span key={rule_id} className={classes.tag}>
              {t("why.other", { label })}
            </span>
          ))}
          <span className={classes.version}>{t("why.version", { version: main.rule_version })}</span>
        </div>
      )}
      {open && (
        <ol className={classes.lines}>
          {alert.triggers.flatMap((trigger, index) =>
            trigger.conditions.map((condition) => (
              <ConditionLine
                key={condition.number}
                condition={condition}
                comment={alert.comment ?? ""}
                score={alert.score}
                names={names}
                source={sourceOf(trigger, index)}
                active={active === condition.number}
                onActive={onActive}
              />
            )),
          )}
        </ol>
      )}
    </section>
  );
}
