import { useTranslation } from "react-i18next";
import type { Span } from "@/api/admin";
import { IconButton } from "@/components/ui/IconButton";
import { IconCopy } from "@/components/ui/Icons";
import { useFormat } from "@/lib/format";
import classes from "./calendars.module.css";
import { Spans } from "./Spans";

interface WeekFieldsProps {
  week: readonly Span[][];
  onChange: (week: Span[][]) => void;
  /** Gives the hours of a day to the other open days. */
  onCopy: (day: number) => void;
}

const days = [0, 1, 2, 3, 4, 5, 6] as const;

/** The hours of each day of the week. */
export function WeekFields({ week, onChange, onCopy }: WeekFieldsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className={classes.week}>
      {days.map((number) => {
        const name = format.weekday(number + 1);
        const spans = week[number] ?? [];
        return (
          <div key={number} className={classes.day}>
            <span className={classes.dayName}>{name}</span>
            <Spans
              day={name}
              spans={spans}
              onChange={(next) => onChange(days.map((day) => (day === number ? next : (week[day] ?? []))))}
            />
            {spans.length > 0 && (
              <IconButton
                icon={IconCopy}
                iconSize={16}
                label={t("calendars.copy", { day: name })}
                onClick={() => onCopy(number)}
              />
            )}
          </div>
        );
      })}
    </div>
  );
}
