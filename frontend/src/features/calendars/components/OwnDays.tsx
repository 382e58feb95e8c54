import { useState } from "react";
import { useTranslation } from "react-i18next";
import { FormSection } from "@/components/form/FormSection";
import form from "@/components/form/form.module.css";
import { Button } from "@/components/ui/Button";
import { Field } from "@/components/ui/Field";
import { IconButton } from "@/components/ui/IconButton";
import { IconX } from "@/components/ui/Icons";
import { Input } from "@/components/ui/Input";
import { Tag } from "@/components/ui/Tag";
import { useFormat } from "@/lib/format";
import type { CalendarDraft } from "../week";
import classes from "./calendars.module.css";
import { Spans } from "./Spans";

interface OwnDaysProps {
  closed: CalendarDraft["closed"];
  special: CalendarDraft["special"];
  fault: string | undefined;
  onChange: (part: Partial<CalendarDraft>) => void;
}

/** Days of the house, closed or with hours of their own: they win over the week and the holidays. */
export function OwnDays({ closed, special, fault, onChange }: OwnDaysProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [day, setDay] = useState("");
  const taken = closed.includes(day) || day in special;
  const days = Object.keys(special).toSorted();
  const { [day]: _, ...others } = special;
  return (
    <FormSection title={t("calendars.own")} lead={t("calendars.ownLead")}>
      {closed.length > 0 && (
        <p className={form.chips}>
          {closed.toSorted().map((date) => (
            <Tag
              key={date}
              onRemove={() => onChange({ closed: closed.filter((one) => one !== date) })}
              removeLabel={t("manage.removeWord", { word: format.date(date) })}
            >
              {t("calendars.closedOn", { day: format.date(date) })}
            </Tag>
          ))}
        </p>
      )}
      {days.length > 0 && (
        <div className={classes.week}>
          {days.map((date) => {
            const { [date]: spans = [], ...rest } = special;
            return (
              <div key={date} className={classes.day}>
                <span className={classes.dayName}>{format.date(date)}</span>
                <Spans
                  day={format.date(date)}
                  spans={spans}
                  onChange={(next) => onChange({ special: { ...special, [date]: next } })}
                />
                <IconButton
                  icon={IconX}
                  iconSize={16}
                  label={t("manage.removeWord", { word: format.date(date) })}
                  onClick={() => onChange({ special: rest })}
                />
              </div>
            );
          })}
        </div>
      )}
      {fault && <p className={form.fault}>{fault}</p>}
      <div className={classes.adding}>
        <Field label={t("calendars.date")} error={taken ? t("calendars.taken") : undefined}>
          {(control) => (
            <Input
              {...control}
              type="date"
              value={day}
              onChange={(event) => setDay(event.currentTarget.value)}
            />
          )}
        </Field>
        <Button
          look={day && !taken ? "outline" : "off"}
          aria-disabled={!day || taken}
          title={day ? undefined : t("calendars.dateFirst")}
          onClick={() => {
            if (!day || taken) return;
            onChange({ closed: [...closed, day].toSorted() });
            setDay("");
          }}
        >
          {t("calendars.addClosed")}
        </Button>
        <Button
          look={day && !taken ? "outline" : "off"}
          aria-disabled={!day || taken}
          title={day ? undefined : t("calendars.dateFirst")}
          onClick={() => {
            if (!day || taken) return;
            onChange({ special: { ...others, [day]: [["09:00", "18:00"]] } });
            setDay("");
          }}
        >
          {t("calendars.addSpecial")}
        </Button>
      </div>
    </FormSection>
  );
}
