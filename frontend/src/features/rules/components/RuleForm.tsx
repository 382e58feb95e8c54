import { useTranslation } from "react-i18next";
import type { Fault } from "@/api/types";
import { Field } from "@/components/ui/Field";
import { Input, Select } from "@/components/ui/Input";
import { PriorityBars } from "@/components/ui/PriorityBars";
import { Segmented } from "@/components/ui/Segmented";
import { Switch } from "@/components/ui/Switch";
import { dayOf, startOfDay } from "@/lib/days";
import { useZone } from "@/lib/zone";
import { faultOf } from "../criteria/faults";
import type { RuleBody } from "../types";
import { Expiry } from "./Expiry";
import classes from "./RuleForm.module.css";
import { RuleOwners } from "./RuleOwners";

interface RuleFormProps {
  rule: Omit<RuleBody, "criteria">;
  faults: readonly Fault[];
  readOnly: boolean;
  onChange: (part: Partial<Omit<RuleBody, "criteria">>) => void;
}

const priorities = ["P1", "P2", "P3"] as const;
const kinds = ["alert", "message"] as const;
const statuses = ["draft", "active", "paused"] as const;

/** What becomes of a feedback that the criteria take. */
export function RuleForm({ rule, faults, readOnly, onChange }: RuleFormProps) {
  const { t } = useTranslation();
  const zone = useZone();
  return (
    <div className={classes.form}>
      <div className={classes.row}>
        <span className={classes.part}>
          <span className={classes.label}>{t("rules.form.priority")}</span>
          <Segmented
            label={t("rules.form.priority")}
            disabled={readOnly}
            value={rule.priority}
            choices={priorities.map((value) => ({ value, label: <PriorityBars priority={value} /> }))}
            onChange={(priority) => onChange({ priority })}
          />
        </span>
        <Expiry
          seconds={rule.expires_in}
          error={faultOf(faults, "expires_in")}
          readOnly={readOnly}
          onChange={(expires_in) => onChange({ expires_in })}
        />
        <Field label={t("rules.form.kind")} className={classes.select}>
          {(control) => (
            <Select
              {...control}
              disabled={readOnly}
              value={rule.kind}
              choices={kinds.map((value) => ({ value, label: t(`rules.kind.${value}`) }))}
              onChange={(kind) => onChange({ kind: kind as RuleBody["kind"] })}
            />
          )}
        </Field>
      </div>
      <RuleOwners
        owners={rule.owners}
        assign={rule.assign}
        fault={faultOf(faults, "owners")}
        readOnly={readOnly}
        onChange={onChange}
      />
      <Switch checked={rule.notify} disabled={readOnly} onChange={(notify) => onChange({ notify })}>
        {t("rules.form.notify")}
      </Switch>
      <div className={classes.row}>
        <span className={classes.part}>
          <span className={classes.label}>{t("rules.form.status")}</span>
          <Segmented
            label={t("rules.form.status")}
            disabled={readOnly}
            value={rule.status}
            choices={statuses.map((value) => ({ value, label: t(`rules.status.${value}`) }))}
            onChange={(status) => onChange({ status })}
          />
          <span className={classes.hint}>{t(`rules.statusHint.${rule.status}`)}</span>
        </span>
        {rule.status === "paused" && (
          <Field
            label={t("rules.form.pausedUntil")}
            hint={t("rules.form.pausedHint")}
            error={faultOf(faults, "paused_until")}
            className={classes.select}
          >
            {(control) => (
              <Input
                {...control}
                type="date"
                disabled={readOnly}
                value={rule.paused_until ? dayOf(rule.paused_until, zone) : ""}
                onChange={(event) => {
                  const day = event.currentTarget.value;
                  onChange({ paused_until: day ? startOfDay(day, zone) : null });
                }}
              />
            )}
          </Field>
        )}
      </div>
    </div>
  );
}
