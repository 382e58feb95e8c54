import { useTranslation } from "react-i18next";
import type { Alert } from "@/api/types";
import { Avatar } from "@/components/ui/Avatar";
import { Bone, Late } from "@/components/ui/Bone";
import { IconAward, IconEyeOff, IconMail, IconPhone, IconPhoneCall } from "@/components/ui/Icons";
import { useNow } from "@/lib/clock";
import { useFormat } from "@/lib/format";
import { ContactLine } from "./ContactLine";
import classes from "./CustomerPanel.module.css";
import { Facts } from "./Facts";

/** Who wrote: how to reach them, and what the survey said about them. */
export function CustomerPanel({ alert }: { alert: Alert | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  if (!alert) {
    return (
      <Late>
        <div className={classes.section} role="status" aria-label={t("app.loading")}>
          <Bone width={160} height={44} />
        </div>
      </Late>
    );
  }
  const { respondent, feedback } = alert;
  const name = respondent.name ?? t("list.anonymous");
  const { phone, email, masked } = respondent;
  const facts = Object.entries(respondent.attributes)
    .filter(([, value]) => value !== null && value !== "")
    .map(([label, value]): [string, string] => {
      if (typeof value === "number") return [label, format.number(value)];
      if (typeof value === "boolean") return [label, t(value ? "why.yes" : "why.no")];
      return [label, String(value)];
    });
  const origin: [string, string][] = [
    [t("customer.reference"), alert.reference],
    [t("customer.received"), format.moment(feedback.received_at, now)],
  ];
  if (feedback.campaign) origin.push([t("customer.campaign"), feedback.campaign]);
  origin.push([t("customer.source"), feedback.source]);
  if (feedback.motives.length > 0) origin.push([t("customer.motives"), format.list(feedback.motives)]);

  return (
    <>
      <section className={classes.section}>
        <div className={classes.who}>
          <Avatar name={name} size={44} own />
          <div>
            <h2>{name}</h2>
            {respondent.tier && (
              <p className={classes.tier}>
                <IconAward size={14} stroke={1.75} aria-hidden />
                {t("customer.tier", { tier: respondent.tier })}
              </p>
            )}
          </div>
        </div>
        {!masked && (phone || email) && (
          <div className={classes.actions}>
            {phone && (
              <a className={classes.action} href={`tel:${phone.replace(/[^+\d]/g, "")}`}>
                <IconPhone size={16} stroke={1.75} aria-hidden />
                {t("customer.call")}
              </a>
            )}
            {email && (
              <a className={classes.action} href={`mailto:${encodeURIComponent(email).replace("%40", "@")}`}>
                <IconMail size={16} stroke={1.75} aria-hidden />
                {t("customer.write")}
              </a>
            )}
          </div>
        )}
        <ul className={classes.contacts}>
          {phone && <ContactLine kind="phone" value={phone} copyable={!masked} />}
          {email && <ContactLine kind="email" value={email} copyable={!masked} />}
          {alert.contact_requested && (
            <li>
              <IconPhoneCall size={16} stroke={1.75} aria-hidden />
              <span>{t("customer.callback")}</span>
            </li>
          )}
          {masked && (
            <li className={classes.hint}>
              <IconEyeOff size={16} stroke={1.75} aria-hidden />
              <span>{t("customer.masked")}</span>
            </li>
          )}
          {!masked && !phone && !email && <li className={classes.hint}>{t("customer.noContact")}</li>}
        </ul>
      </section>
      {facts.length > 0 && <Facts title={t("customer.profile")} facts={facts} />}
      {alert.place && (
        <Facts title={t("customer.place")} facts={[]}>
          {alert.place.path.map((step, index, path) => (
            <span key={step} data-last={index === path.length - 1 || undefined}>
              {step}
            </span>
          ))}
        </Facts>
      )}
      <Facts title={t("customer.feedback")} facts={origin} />
    </>
  );
}
