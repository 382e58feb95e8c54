import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Alert } from "@/api/types";
import { IconMail, IconMessage, IconPhone, IconStar, type IconType } from "@/components/ui/Icons";
import { useNow } from "@/lib/clock";
import { useFormat } from "@/lib/format";
import { valueText } from "../sentence";
import classes from "./CaseMeta.module.css";

const channelIcons: Record<string, IconType> = { email: IconMail, sms: IconMessage, phone: IconPhone };

/** Where the words come from, and the other answers of the survey. */
export function CaseMeta({ alert }: { alert: Alert }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const [open, setOpen] = useState(false);
  const { feedback } = alert;
  const Icon = feedback.kind === "review" ? IconStar : (channelIcons[feedback.channel ?? ""] ?? IconMail);
  const origin = feedback.campaign ?? t(feedback.kind === "review" ? "case.review" : "case.survey");
  const count = feedback.answers.length;
  return (
    <>
      <div className={classes.meta}>
        <Icon size={14} stroke={1.75} aria-hidden />
        <span className={classes.reference}>{alert.reference}</span>
        <span>{origin}</span>
        <time dateTime={feedback.submitted_at} title={format.absolute(feedback.submitted_at)}>
          {format.moment(feedback.submitted_at, now)}
        </time>
        {count > 0 && (
          <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
            {t("case.answers", { count })}
          </button>
        )}
      </div>
      {open && (
        <dl className={classes.answers}>
          {feedback.answers.map(({ key, label, value }) => (
            <div key={key}>
              <dt>{label}</dt>
              <dd>{valueText(value, t, format)}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}
