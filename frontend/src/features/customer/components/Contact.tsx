import { useTranslation } from "react-i18next";
import type { Alert } from "@/api/types";
import { Avatar } from "@/components/ui/Avatar";
import { Button } from "@/components/ui/Button";
import { IconAward, IconEye, IconEyeOff, IconMail, IconPhone, IconPhoneCall } from "@/components/ui/Icons";
import type { Revealed } from "../api/useCustomer";
import { ContactLine } from "./ContactLine";
import classes from "./CustomerPanel.module.css";

interface ContactProps {
  alert: Alert;
  revealed: Revealed | undefined;
  revealing: boolean;
  failed: boolean;
  onReveal: () => void;
}

/** Who the customer is and how to reach them, as far as this person may see it. */
export function Contact({ alert, revealed, revealing, failed, onReveal }: ContactProps) {
  const { t } = useTranslation();
  const { respondent } = alert;
  const name = respondent.name ?? t("list.anonymous");
  const { phone, email } = revealed ?? respondent;
  const masked = respondent.masked && !revealed;
  const none = !phone && !email;
  const blocked = alert.contact_refused;
  return (
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
      {!masked && !none && !blocked && (
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
        {blocked ? (
          <li>
            <IconPhoneCall size={16} stroke={1.75} aria-hidden />
            <span>{t("header.refused")}</span>
          </li>
        ) : (
          alert.contact_requested && (
            <li>
              <IconPhoneCall size={16} stroke={1.75} aria-hidden />
              <span>{t("customer.callback")}</span>
            </li>
          )
        )}
        {masked && respondent.sight === "hidden" && (
          <li className={classes.hint}>
            <IconEyeOff size={16} stroke={1.75} aria-hidden />
            <span>{t("customer.masked")}</span>
          </li>
        )}
        {none && <li className={classes.hint}>{t("customer.noContact")}</li>}
      </ul>
      {masked && !none && respondent.sight === "on_request" && (
        <div className={classes.reveal}>
          <Button icon={IconEye} busy={revealing} onClick={onReveal}>
            {t("who.reveal")}
          </Button>
          <p role="status">{t(failed ? "who.revealFailed" : "who.revealLogged")}</p>
        </div>
      )}
    </section>
  );
}
