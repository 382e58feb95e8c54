import { useTranslation } from "react-i18next";
import classes from "./SignInPage.module.css";

/** The tenant's own text beside the sign-in button, when there is one, and the steps of a case. */
export function Quote({ text, by }: { text: string | null; by: string | null }) {
  const { t } = useTranslation();
  return (
    <aside className={classes.aside} aria-label={t("signIn.steps")}>
      {text && (
        <figure>
          <blockquote className={classes.quote}>{t("signIn.quote", { text })}</blockquote>
          {by && <figcaption className={classes.by}>{by}</figcaption>}
        </figure>
      )}
      <ol className={classes.steps}>
        <li>{t("signIn.received")}</li>
        <li>{t("signIn.taken")}</li>
        <li>{t("status.contacted")}</li>
        <li>{t("status.closed")}</li>
      </ol>
    </aside>
  );
}
