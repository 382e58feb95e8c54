import type { TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Alert } from "@/api/types";
import { IconMail, IconMessage, IconPhone, IconStar, type IconType } from "@/components/ui/Icons";
import { useNow } from "@/lib/clock";
import { valueText } from "@/lib/criterion";
import { type Format, useFormat } from "@/lib/format";
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
  const changed = alert.revised ? revisionText(alert, t, format) : null;
  return (
    <>
      <div className={classes.meta}>
        <Icon size={14} stroke={1.75} aria-hidden />
        <span className={classes.reference}>{alert.reference}</span>
        <span>{origin}</span>
        <time dateTime={feedback.submitted_at} title={format.absolute(feedback.submitted_at)}>
          {format.moment(feedback.submitted_at, now)}
        </time>
        {changed && <span>{changed}</span>}
        {feedback.flags.includes("unsigned") && (
          <span title={t("case.unsignedText")}>{t("case.unsigned")}</span>
        )}
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

/** What became of the answer after it first came. */
function revisionText({ score, first_score: first }: Alert, t: TFunction, format: Format): string {
  if (!first) return t(score ? "case.firstNoScore" : "case.completed");
  if (score && score.value === first.value && score.max === first.max) return t("case.completed");
  const shown = t("score.of", { value: format.number(first.value), max: format.number(first.max) });
  return t("case.firstScore", { score: shown });
}
