import { useTranslation } from "react-i18next";
import type { ActionStatus } from "@/api/admin";
import { DurationField } from "@/components/form/DurationField";
import form from "@/components/form/form.module.css";
import { OrderButtons } from "@/components/form/OrderButtons";
import { Button } from "@/components/ui/Button";
import { IconPlus } from "@/components/ui/Icons";
import { Input } from "@/components/ui/Input";
import { Switch } from "@/components/ui/Switch";
import { moved, replaced } from "@/lib/order";
import { newStatus } from "../draft";
import classes from "./plans.module.css";

interface ActionStatusesProps {
  statuses: readonly ActionStatus[];
  showMissing: boolean;
  fault: string | undefined;
  onChange: (statuses: ActionStatus[]) => void;
}

const TOMORROW = 86_400;

/** The outcomes of an action: which of them end it, and after how long to try again where not. */
export function ActionStatuses({ statuses, showMissing, fault, onChange }: ActionStatusesProps) {
  const { t } = useTranslation();
  return (
    <fieldset className={classes.parts}>
      <legend className={form.label}>{t("plans.status.title")}</legend>
      {fault && <p className={form.fault}>{fault}</p>}
      {statuses.map((status, index) => {
        const name = status.label.trim() || t("plans.status.unnamed", { number: index + 1 });
        const put = (part: Partial<ActionStatus>) => onChange(replaced(statuses, index, part));
        return (
          <div key={status.id} className={classes.part}>
            <Input
              className={classes.partName}
              aria-label={t("plans.status.label", { number: index + 1 })}
              aria-invalid={showMissing && status.label.trim() === "" ? true : undefined}
              placeholder={t("plans.status.example")}
              maxLength={80}
              value={status.label}
              onChange={(event) => put({ label: event.currentTarget.value })}
            />
            <OrderButtons
              name={name}
              index={index}
              count={statuses.length}
              onMove={(to) => onChange(moved(statuses, index, to))}
              onRemove={() => onChange(statuses.filter((_, at) => at !== index))}
            />
            <span className={classes.partMore}>
              <Switch
                look="tick"
                checked={status.closes_action}
                onChange={(closes_action) => put({ closes_action, ...(closes_action && { again_in: null }) })}
              >
                {t("plans.status.closes")}
              </Switch>
              {!status.closes_action && (
                <>
                  <Switch
                    look="tick"
                    checked={status.again_in !== null}
                    onChange={(on) => put({ again_in: on ? TOMORROW : null })}
                  >
                    {t("plans.status.again")}
                  </Switch>
                  {status.again_in !== null && (
                    <DurationField
                      label={t("plans.status.againOf", { name })}
                      least={1}
                      seconds={status.again_in}
                      onChange={(again_in) => put({ again_in })}
                    />
                  )}
                </>
              )}
            </span>
          </div>
        );
      })}
      <p>
        <Button look="bare" icon={IconPlus} onClick={() => onChange([...statuses, newStatus(statuses)])}>
          {t("plans.status.add")}
        </Button>
      </p>
    </fieldset>
  );
}
