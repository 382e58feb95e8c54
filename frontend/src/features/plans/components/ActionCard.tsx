import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { Action } from "@/api/admin";
import form from "@/components/form/form.module.css";
import { OrderButtons } from "@/components/form/OrderButtons";
import { TextArea } from "@/components/form/TextArea";
import { Field } from "@/components/ui/Field";
import { IconChevronDown, IconChevronRight } from "@/components/ui/Icons";
import { Input, Select } from "@/components/ui/Input";
import { ActionStatuses } from "./ActionStatuses";
import classes from "./plans.module.css";

interface ActionCardProps {
  action: Action;
  index: number;
  count: number;
  open: boolean;
  showMissing: boolean;
  faultOf: (name: string) => string | undefined;
  onOpen: (open: boolean) => void;
  onChange: (part: Partial<Action>) => void;
  onMove: (to: number) => void;
  onRemove: () => void;
}

const closings = ["no", "operator", "imposed"] as const;
const comments = ["allowed", "required", "forbidden"] as const;

/** One action of a plan: folded to a line, or open to write. */
export function ActionCard(props: ActionCardProps) {
  const { action, index, count, open, showMissing, faultOf, onOpen, onChange, onMove, onRemove } = props;
  const { t } = useTranslation();
  const body = useId();
  const name = action.name.trim() || t("plans.action.unnamed", { number: index + 1 });
  const fault = faultOf(`actions[${index}]`);
  const Chevron = open ? IconChevronDown : IconChevronRight;
  return (
    <div className={classes.card} data-open={open || undefined}>
      <div className={classes.cardHead}>
        <button
          type="button"
          className={classes.fold}
          aria-expanded={open}
          aria-controls={body}
          onClick={() => onOpen(!open)}
        >
          <Chevron size={16} stroke={1.75} aria-hidden />
          <span>{name}</span>
          {!open && (
            <small>
              {t("plans.action.statusCount", { count: action.statuses.length })}
              {action.closes_plan !== "no" && <> · {t(`plans.closes.${action.closes_plan}`)}</>}
            </small>
          )}
        </button>
        <OrderButtons name={name} index={index} count={count} onMove={onMove} onRemove={onRemove} />
      </div>
      {fault && !open && <p className={form.fault}>{fault}</p>}
      {open && (
        <div id={body} className={classes.cardBody}>
          <Field
            label={t("plans.action.name")}
            error={
              faultOf(`actions[${index}].name`) ??
              (showMissing && action.name.trim() === "" ? t("admin.fillIn") : undefined)
            }
          >
            {(control) => (
              <Input
                {...control}
                maxLength={80}
                value={action.name}
                onChange={(event) => onChange({ name: event.currentTarget.value })}
              />
            )}
          </Field>
          <Field label={t("plans.action.description")} hint={t("plans.action.descriptionHint")}>
            {(control) => (
              <TextArea
                {...control}
                rows={2}
                maxLength={2000}
                value={action.description}
                onChange={(description) => onChange({ description })}
              />
            )}
          </Field>
          <div className={form.pair}>
            <Field label={t("plans.action.closes")}>
              {(control) => (
                <Select
                  {...control}
                  value={action.closes_plan}
                  choices={closings.map((value) => ({ value, label: t(`plans.closes.${value}`) }))}
                  onChange={(value) => onChange({ closes_plan: value as Action["closes_plan"] })}
                />
              )}
            </Field>
            <Field label={t("plans.action.comment")}>
              {(control) => (
                <Select
                  {...control}
                  value={action.comment}
                  choices={comments.map((value) => ({ value, label: t(`plans.comment.${value}`) }))}
                  onChange={(value) => onChange({ comment: value as Action["comment"] })}
                />
              )}
            </Field>
          </div>
          <ActionStatuses
            statuses={action.statuses}
            showMissing={showMissing}
            fault={faultOf(`actions[${index}].statuses`)}
            onChange={(statuses) => onChange({ statuses })}
          />
        </div>
      )}
    </div>
  );
}
