import { useTranslation } from "react-i18next";
import type { CustomerField } from "@/api/treat";
import { IconEyeOff } from "@/components/ui/Icons";
import classes from "./CustomerPanel.module.css";

/** What head office wants known of a customer, line by line; a masked line says that there is a value. */
export function Profile({ fields }: { fields: readonly CustomerField[] }) {
  const { t } = useTranslation();
  if (fields.length === 0) return null;
  return (
    <section className={classes.section}>
      <h3>{t("customer.profile")}</h3>
      <dl className={classes.facts}>
        {fields.map(({ field, label, value, masked }) => (
          <div key={field}>
            <dt>{label}</dt>
            <dd data-none={(!masked && value === null) || undefined}>
              {masked ? (
                <span className={classes.masked} title={t("who.maskedField")}>
                  <IconEyeOff size={14} stroke={1.75} aria-hidden />
                  {t("who.masked")}
                </span>
              ) : (
                (value ?? t("who.unknown"))
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
