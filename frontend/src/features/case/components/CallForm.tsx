import { Textarea } from "@mantine/core";
import { type Ref, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ContactChannel, ContactOutcome } from "@/api/types";
import { isSubmitKey } from "@/lib/submit-key";
import type { ComposerDraft } from "../drafts";
import classes from "./Composer.module.css";
import { SendBar } from "./SendBar";

type Call = ComposerDraft["call"];

interface CallFormProps {
  ref: Ref<HTMLTextAreaElement>;
  value: Call;
  onChange: (value: Call) => void;
  sent: boolean;
  busy: boolean;
  onSend: (outcome: ContactOutcome) => void;
}

const outcomes: ContactOutcome[] = ["reached", "no_answer", "message_left", "refused"];
const channels: ContactChannel[] = ["phone", "email", "in_person", "other"];

/** Records a contact with the customer: how it went, by which means, and what was said. */
export function CallForm({ ref, value, onChange, sent, busy, onSend }: CallFormProps) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState(false);
  const missing = value.outcome === null;

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
              {t(`outcomeChoice.${outcome}`)}
            </label>
          ))}
        </fieldset>
        <label className={classes.via}>
          <span className="visually-hidden">{t("composer.via")}</span>
          <select
            value={value.channel}
            onChange={(event) => onChange({ ...value, channel: event.currentTarget.value as ContactChannel })}
          >
            {channels.map((channel) => (
              <option key={channel} value={channel}>
                {t(`channel.${channel}`)}
              </option>
            ))}
          </select>
        </label>
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
        onChange={(event) => onChange({ ...value, note: event.currentTarget.value })}
        onKeyDown={(event) => isSubmitKey(event) && send()}
      />
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
