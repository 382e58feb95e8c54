import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Field } from "@/components/ui/Field";
import { IconInfoCircle } from "@/components/ui/Icons";
import { Input } from "@/components/ui/Input";
import { Switch } from "@/components/ui/Switch";
import { useNow } from "@/lib/clock";
import { useFormat } from "@/lib/format";
import { fromLocal, toLocal } from "@/lib/local";
import { useZone } from "@/lib/zone";
import type { CaseCommand } from "../api/useCommand";
import type { HoldArgs } from "../api/useTreat";
import { neighboursOf, presetTimes } from "../hold";
import { CaseDialog } from "./CaseDialog";
import frame from "./CaseDialog.module.css";
import classes from "./HoldDialog.module.css";
import { NoteField } from "./NoteField";
import { Refusal } from "./Refusal";

interface HoldDialogProps {
  title: string;
  lead: string;
  command: Pick<CaseCommand<HoldArgs>, "busy" | "problem" | "forget">;
  onSend: (args: HoldArgs) => void;
  onCancel: () => void;
}

type When = "tomorrow" | "monday" | "week" | "date" | "reply";

/** Parks one case or several: until when, in the account's zone, or until the customer replies. */
export function HoldDialog({ title, lead, command, onSend, onCancel }: HoldDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const zone = useZone();
  const now = useNow();
  const times = presetTimes(now, zone);
  const [when, setWhen] = useState<When>("tomorrow");
  const [date, setDate] = useState(times[0]?.local.slice(0, 10) ?? "");
  const [time, setTime] = useState("09:00");
  const [orReply, setOrReply] = useState(true);
  const [note, setNote] = useState("");
  const [asked, setAsked] = useState(false);
  const neighbours = neighboursOf(command.problem);

  const local = when === "date" ? `${date}T${time}` : times.find(({ preset }) => preset === when)?.local;
  const complete = when === "reply" || (local !== undefined && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(local));
  const moment = local ? fromLocal(local, zone)[0] : undefined;

  function send(until: string | null) {
    onSend({ until, or_reply: when === "reply" || orReply, note: note.trim() || null });
  }
  function confirm() {
    if (complete) send(when === "reply" ? null : (local ?? null));
    else setAsked(true);
  }
  function pick(next: When) {
    setWhen(next);
    command.forget();
  }

  const choices: { value: When; label: string; hint?: string }[] = [
    ...times.map(({ preset, local: shown }) => ({
      value: preset,
      label: t(`hold.${preset}`),
      hint: format.moment(fromLocal(shown, zone)[0] ?? now, now),
    })),
    { value: "date", label: t("hold.date") },
    { value: "reply", label: t("hold.reply") },
  ];
  return (
    <CaseDialog
      title={title}
      lead={lead}
      confirm={t("hold.confirm")}
      busy={command.busy}
      onConfirm={confirm}
      onCancel={onCancel}
    >
      <fieldset className={classes.when}>
        <legend className={frame.label}>{t("hold.until")}</legend>
        <div className={classes.choices}>
          {choices.map(({ value, label, hint }) => (
            <label key={value} className={classes.choice}>
              <input
                type="radio"
                name="until"
                className="visually-hidden"
                checked={when === value}
                onChange={() => pick(value)}
                data-autofocus={when === value || undefined}
              />
              <span>{label}</span>
              {hint && <small>{hint}</small>}
            </label>
          ))}
        </div>
      </fieldset>
      {when === "date" && (
        <div className={classes.date}>
          <Field label={t("hold.day")}>
            {(control) => (
              <Input
                {...control}
                type="date"
                value={date}
                min={toLocal(now, zone).slice(0, 10)}
                onChange={(event) => {
                  setDate(event.currentTarget.value);
                  command.forget();
                }}
              />
            )}
          </Field>
          <Field label={t("hold.time")}>
            {(control) => (
              <Input
                {...control}
                type="time"
                value={time}
                onChange={(event) => {
                  setTime(event.currentTarget.value);
                  command.forget();
                }}
              />
            )}
          </Field>
          <p className={classes.zone}>{t("hold.zone", { zone: zone.replaceAll("_", " ") })}</p>
        </div>
      )}
      {asked && !complete && (
        <p className={frame.error} role="alert">
          {t("hold.incomplete")}
        </p>
      )}
      {neighbours.length > 0 ? (
        <div className={classes.skipped} role="alert">
          <p>{t("hold.nonexistent", { time, zone: zone.replaceAll("_", " ") })}</p>
          {neighbours.map((neighbour) => (
            <button
              key={neighbour}
              type="button"
              onClick={() => {
                const shown = toLocal(Date.parse(neighbour), zone);
                setDate(shown.slice(0, 10));
                setTime(shown.slice(11));
                command.forget();
              }}
            >
              {format.moment(neighbour, now)}
            </button>
          ))}
        </div>
      ) : (
        <Refusal problem={command.problem} />
      )}
      {when !== "reply" && (
        <Switch look="tick" checked={orReply} onChange={setOrReply}>
          {t("hold.orReply")}
        </Switch>
      )}
      <NoteField label={t("hold.note")} hint={t("dialog.optional")} value={note} onChange={setNote} />
      {(when === "reply" || moment !== undefined) && (
        <div className={frame.callout}>
          <IconInfoCircle size={16} stroke={1.75} aria-hidden />
          <p>
            {when === "reply" || moment === undefined
              ? t("hold.effectReply")
              : t("hold.effect", { moment: format.moment(moment, now) })}
          </p>
        </div>
      )}
    </CaseDialog>
  );
}
