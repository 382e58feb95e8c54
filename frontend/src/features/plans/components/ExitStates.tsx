import { useTranslation } from "react-i18next";
import type { ExitState } from "@/api/admin";
import { useRecords } from "@/api/records";
import { FormSection } from "@/components/form/FormSection";
import form from "@/components/form/form.module.css";
import { OrderButtons } from "@/components/form/OrderButtons";
import { Button } from "@/components/ui/Button";
import { IconPlus } from "@/components/ui/Icons";
import { Input, Select } from "@/components/ui/Input";
import { Switch } from "@/components/ui/Switch";
import { isLanguage } from "@/lib/i18n";
import { moved, replaced } from "@/lib/order";
import { newExit } from "../draft";
import classes from "./plans.module.css";

interface ExitStatesProps {
  exits: readonly ExitState[];
  showMissing: boolean;
  faultOf: (name: string) => string | undefined;
  onChange: (exits: ExitState[]) => void;
}

/** How a plan can end, and whether its end closes the alert, with which reason. */
export function ExitStates({ exits, showMissing, faultOf, onChange }: ExitStatesProps) {
  const { t, i18n } = useTranslation();
  const { data: reasons = [] } = useRecords("reasons");
  const language = isLanguage(i18n.language) ? i18n.language : "en";
  return (
    <FormSection title={t("plans.exit.title")} lead={t("plans.exit.lead")}>
      {exits.map((exit, index) => {
        const name = exit.label.trim() || t("plans.exit.unnamed", { number: index + 1 });
        const put = (part: Partial<ExitState>) => onChange(replaced(exits, index, part));
        const offered = reasons.filter(({ archived, id }) => !archived || id === exit.reason);
        return (
          <div key={exit.id} className={classes.part}>
            <Input
              className={classes.partName}
              aria-label={t("plans.exit.label", { number: index + 1 })}
              aria-invalid={showMissing && exit.label.trim() === "" ? true : undefined}
              placeholder={t("plans.exit.example")}
              maxLength={80}
              value={exit.label}
              onChange={(event) => put({ label: event.currentTarget.value })}
            />
            <OrderButtons
              name={name}
              index={index}
              count={exits.length}
              onMove={(to) => onChange(moved(exits, index, to))}
              onRemove={() => onChange(exits.filter((_, at) => at !== index))}
            />
            <span className={classes.partMore}>
              <Switch
                look="tick"
                checked={exit.closes_alert}
                onChange={(closes_alert) => put({ closes_alert, ...(!closes_alert && { reason: null }) })}
              >
                {t("plans.exit.closes")}
              </Switch>
              {exit.closes_alert && (
                <Select
                  className={classes.reason}
                  aria-label={t("plans.exit.reasonOf", { name })}
                  aria-invalid={showMissing && exit.reason === null ? true : undefined}
                  value={exit.reason ?? ""}
                  choices={[
                    { value: "", label: t("plans.exit.chooseReason") },
                    ...offered.map(({ id, label }) => ({ value: id, label: label[language] })),
                  ]}
                  onChange={(reason) => put({ reason: reason || null })}
                />
              )}
            </span>
            {faultOf(`exit_states[${index}]`) && (
              <p className={form.fault}>{faultOf(`exit_states[${index}]`)}</p>
            )}
          </div>
        );
      })}
      <p>
        <Button icon={IconPlus} onClick={() => onChange([...exits, newExit(exits)])}>
          {t("plans.exit.add")}
        </Button>
      </p>
    </FormSection>
  );
}
