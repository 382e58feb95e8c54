import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Banner } from "@/components/ui/Banner";
import { IconAlertCircle, IconLanguage } from "@/components/ui/Icons";
import { Logo } from "@/components/ui/Logo";
import type { Config } from "@/lib/config";
import { referenceInPath } from "@/lib/deep-link";
import { languages, setLanguage } from "@/lib/i18n";
import { initials } from "@/lib/initials";
import { useSession } from "../context";
import { Quote } from "./Quote";
import classes from "./SignInPage.module.css";

interface SignInPageProps {
  config: Config;
  /** Where to go after signing in. */
  path: string;
  /** The last attempt failed. */
  failed?: boolean;
}

const languageNames = { fr: "Français", en: "English" } as const;

/** The page of the tenant for a person who is not signed in: one button. */
export function SignInPage({ config, path, failed = false }: SignInPageProps) {
  const { t, i18n } = useTranslation();
  const session = useSession();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState(failed);
  const [help, setHelp] = useState(false);
  const reference = referenceInPath(path);

  async function signIn() {
    setBusy(true);
    setError(false);
    try {
      await session.signIn(path);
    } catch {
      setError(true);
      setBusy(false);
    }
  }

  return (
    <div className={classes.page}>
      <main className={classes.main}>
        <header className={classes.brand}>
          <Logo size={26} />
          {t("app.name")}
        </header>
        <div className={classes.middle}>
          <div className={classes.tenant}>
            <span className={classes.tile} aria-hidden="true">
              {initials(config.name)}
            </span>
            <span>
              <strong>{config.name}</strong>
              <span>{window.location.hostname}</span>
            </span>
          </div>
          <h1>{t("signIn.title")}</h1>
          <p className={classes.lead}>{t("signIn.lead")}</p>
          {error && (
            <div className={classes.error}>
              <Banner kind="failed" icon={IconAlertCircle}>
                <strong>{t("signIn.failed")}</strong> {t("signIn.failedText")}
              </Banner>
            </div>
          )}
          <button type="button" className={classes.button} onClick={signIn} disabled={busy} aria-busy={busy}>
            {t("signIn.button")}
          </button>
          {path !== "/" && (
            <p className={classes.target}>
              {reference ? t("signIn.target", { reference }) : t("signIn.targetPage")}
            </p>
          )}
          <button type="button" className={classes.help} aria-expanded={help} onClick={() => setHelp(!help)}>
            {t("signIn.help")}
          </button>
          {help && <p className={classes.helpText}>{t("signIn.helpText")}</p>}
        </div>
        <footer className={classes.footer}>
          <fieldset className={classes.languages}>
            <legend className="visually-hidden">{t("signIn.language")}</legend>
            <IconLanguage size={16} stroke={1.75} aria-hidden />
            {languages.map((language) => (
              <button
                key={language}
                type="button"
                lang={language}
                aria-pressed={i18n.language === language}
                onClick={() => setLanguage(language)}
              >
                {languageNames[language]}
              </button>
            ))}
          </fieldset>
        </footer>
      </main>
      <Quote text={config.sign_in?.quote ?? null} by={config.sign_in?.quote_by ?? null} />
    </div>
  );
}
