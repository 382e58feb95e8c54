import { useTranslation } from "react-i18next";
import { CopyButton } from "@/components/ui/CopyButton";
import { Scroll } from "@/components/ui/Scroll";
import type { Kind } from "../types";
import classes from "./Steps.module.css";

/** What to do in the tool, in order, with the script to paste where there is one. */
export function Steps({ kind }: { kind: Kind }) {
  const { t, i18n } = useTranslation();
  const steps = kind.steps[i18n.language === "fr" ? "fr" : "en"];
  return (
    <div className={classes.steps}>
      <ol>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {kind.script && (
        <details className={classes.script}>
          <summary>{t("sources.script")}</summary>
          <CopyButton text={kind.script} label={t("sources.copyScript")} />
          <Scroll className={classes.code} label={t("sources.script")}>
            {kind.script}
          </Scroll>
        </details>
      )}
    </div>
  );
}
