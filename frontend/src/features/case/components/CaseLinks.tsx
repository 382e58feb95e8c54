import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Alert } from "@/api/types";
import { Banner } from "@/components/ui/Banner";
import { IconHeadset, IconLink, IconPhoneCall, IconShare, IconUserShare } from "@/components/ui/Icons";
import { useNow } from "@/lib/clock";
import { useFormat } from "@/lib/format";
import classes from "./CaseLinks.module.css";

/** A case that is worked with another one says where. */
export function AttachedTo({ alertId }: { alertId: string }) {
  const { t } = useTranslation();
  return (
    <Banner kind="quiet" icon={IconLink}>
      <strong>{t("attached.to")}</strong> {t("attached.toText")}{" "}
      <Link className={classes.link} to="/alerts/$alertId" params={{ alertId }}>
        {t("attached.open")}
      </Link>
    </Banner>
  );
}

/** The customer wants no contact: what that blocks. */
export function ContactRefused() {
  const { t } = useTranslation();
  return (
    <Banner kind="quiet" icon={IconPhoneCall}>
      <strong>{t("header.refused")}</strong> {t("header.refusedText")}
    </Banner>
  );
}

/** The customer's other answers that are worked with this case. */
export function AttachedList({ attached }: { attached: Alert["attached"] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  if (attached.length === 0) return null;
  return (
    <section className={classes.attached} aria-label={t("attached.title", { count: attached.length })}>
      <h2>{t("attached.title", { count: attached.length })}</h2>
      <ul>
        {attached.map(({ alert_id, at, label, excerpt }) => (
          <li key={alert_id}>
            <Link to="/alerts/$alertId" params={{ alertId: alert_id }}>
              <span className={classes.label}>{label}</span>
              <span className={classes.excerpt} dir="auto">
                {excerpt || t("list.noComment")}
              </span>
              <time dateTime={at} title={format.absolute(at)}>
                {format.moment(at, now)}
              </time>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** To whom else the case was shown or handed. */
export function PassedOn({ alert }: { alert: Alert }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const { delegated, shared_with: shared } = alert;
  const given = shared.filter(({ how }) => how === "transferred");
  const informed = shared.filter(({ how }) => how === "shared");
  if (!delegated && shared.length === 0) return null;
  const names = (some: typeof shared) => format.list([...new Set(some.map(({ person }) => person.name))]);
  return (
    <ul className={classes.passed}>
      {delegated && (
        <li title={format.absolute(delegated.at)}>
          <IconHeadset size={14} stroke={1.75} aria-hidden />
          {t("passed.delegated", {
            address: delegated.address,
            name: delegated.by.name,
            moment: format.moment(delegated.at, now),
          })}
        </li>
      )}
      {given.length > 0 && (
        <li>
          <IconUserShare size={14} stroke={1.75} aria-hidden />
          {t("passed.transferred", { names: names(given) })}
        </li>
      )}
      {informed.length > 0 && (
        <li>
          <IconShare size={14} stroke={1.75} aria-hidden />
          {t("passed.shared", { names: names(informed) })}
        </li>
      )}
    </ul>
  );
}
