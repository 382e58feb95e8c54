import { useTranslation } from "react-i18next";
import type { Span } from "@/api/admin";
import form from "@/components/form/form.module.css";
import { IconButton } from "@/components/ui/IconButton";
import { IconPlus, IconX } from "@/components/ui/Icons";
import { Input } from "@/components/ui/Input";
import { faultsOf, readUntil, shownUntil, withSpan } from "../week";
import classes from "./calendars.module.css";

interface SpansProps {
  /** The day, read out with each of its times. */
  day: string;
  spans: readonly Span[];
  onChange: (spans: Span[]) => void;
}

const MOST = 6;

/** The open spans of a day; without any it is closed. */
export function Spans({ day, spans, onChange }: SpansProps) {
  const { t } = useTranslation();
  const faults = faultsOf(spans);
  const put = (index: number, span: Span) => onChange(spans.map((one, at) => (at === index ? span : one)));
  return (
    <div className={classes.spans}>
      {spans.length === 0 && <span className={form.quiet}>{t("calendars.closed")}</span>}
      {spans.map(([from, until], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the spans of a day have no other identity
        <span key={index} className={classes.span}>
          <Input
            type="time"
            className={classes.time}
            aria-label={t("calendars.from", { day, number: index + 1 })}
            aria-invalid={faults[index] ? true : undefined}
            value={from}
            onChange={(event) => put(index, [event.currentTarget.value, until])}
          />
          <span aria-hidden="true">–</span>
          <Input
            type="time"
            className={classes.time}
            aria-label={t("calendars.until", { day, number: index + 1 })}
            aria-invalid={faults[index] ? true : undefined}
            value={shownUntil(until)}
            onChange={(event) => put(index, [from, readUntil(event.currentTarget.value)])}
          />
          <IconButton
            icon={IconX}
            iconSize={16}
            label={t("calendars.removeSpan", { day, number: index + 1 })}
            onClick={() => onChange(spans.filter((_, at) => at !== index))}
          />
          {faults[index] && (
            <span className={form.fault}>{t(`calendars.fault.${faults[index] ?? "blank"}`)}</span>
          )}
        </span>
      ))}
      {spans.length < MOST && (
        <IconButton
          icon={IconPlus}
          iconSize={16}
          label={t("calendars.addSpan", { day })}
          onClick={() => onChange(withSpan(spans))}
        />
      )}
    </div>
  );
}
