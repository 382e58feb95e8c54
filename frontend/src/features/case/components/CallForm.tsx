import { Textarea } from "@mantine/core";
import { type Ref, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Problem } from "@/api/problem";
import type { ContactChannel, ContactOutcome } from "@/api/types";
import { IconInfoCircle } from "@/components/ui/Icons";
import { useStatusLabel } from "@/lib/status";
import { isSubmitKey } from "@/lib/submit-key";
import { useTypingSignal } from "@/lib/typing";
import type { ComposerDraft } from "../drafts";
import { CallTime } from "./CallTime";
import classes from "./Composer.module.css";
import { Refusal } from "./Refusal";
import { SendBar } from "./SendBar";

type Call = ComposerDraft["call"];

interface CallFormProps {
  ref: Ref<HTMLTextAreaElement>;
  value: Call;
  onChange: (value: Call) => void;
  sent: boolean;
  busy: boolean;
  problem: Problem | null;
  onSend: (outcome: ContactOutcome) => void;
}

const outcomes: ContactOutcome[] = ["reached", "no_answer", "message_left", "refused"];
const channels: ContactChannel[] = ["phone", "email", "in_person", "messaging", "social", "other"];
/** What an outcome changes besides being told. */
const follows = { reached: "call.reached", refused: "call.refused" } as const;

/** Records a contact with the customer: how it went, by which means, when, and what was said. */
export function CallForm({ ref, value, onChange, sent, busy, problem, onSend }: CallFormProps) {
  const { t } = useTranslation();
  const typing = useTypingSignal();
  const label = useStatusLabel();
  const [asked, setAsked] = useState(false);
  const missing = value.outcome === null;
  const effect =
    value.outcome && value.outcome in follows ? follows[value.outcome as keyof typeof follows] : null;

  function send() {
    if (value.outcome === null) setAsked(true);
    else onSend(value.outcome);
  }

  return (
    <>
      <div className={classes.choices}>
        <fieldset className={classes.outcomes} aria-invalid={(asked && missing) || undefined}>
          <legend className="visually-hidden">{t("composer.outcome")}</legend>
          {outcomes.map((outcome) => (
            <label key={outcome} className={classes.outcome}>
              <input
                type="radio"
                name="outcome"
                className="visually-hidden"
                checked={value.outcome === outcome}
                onChange={() => onChange({ ...value, outcome })}
              />
              {t(outcome === "refused" ? "call.refusedChoice" : `outcomeChoice.${outcome}`)}
            </label>
          ))}
        </fieldset>
        <div className={classes.when}>
          <label className={classes.via}>
            <span className="visually-hidden">{t("composer.via")}</span>
            <select
              value={value.channel}
              onChange={(event) =>
                onChange({ ...value, channel: event.currentTarget.value as ContactChannel })
              }
            >
              {channels.map((channel) => (
                <option key={channel} value={channel}>
                  {t(`via.${channel}`)}
                </option>
              ))}
            </select>
          </label>
          <CallTime value={value.at ?? null} onChange={(at) => onChange({ ...value, at })} />
        </div>
      </div>
      <Textarea
        ref={ref}
        variant="unstyled"
        autosize
        minRows={1}
        maxRows={12}
        aria-label={t("composer.callLabel")}
        placeholder={t("composer.callPlaceholder")}
        classNames={{ input: classes.text }}
        value={value.note}
        onChange={(event) => {
          onChange({ ...value, note: event.currentTarget.value });
          typing();
        }}
        onKeyDown={(event) => isSubmitKey(event) && send()}
      />
      {effect && (
        <p className={classes.effect}>
          <IconInfoCircle size={14} stroke={1.75} aria-hidden />
          {t(effect, { label: label("contacted") })}
        </p>
      )}
      {problem?.status === 422 && (
        <div className={classes.refusal}>
          <Refusal problem={problem} />
        </div>
      )}
      <SendBar
        label={t("composer.addCall")}
        saved={!missing || value.note !== ""}
        sent={sent ? t("composer.callAdded") : null}
        busy={busy}
        reason={asked && missing ? t("composer.choose") : null}
        onSend={send}
      />
    </>
  );
}
