import { useTranslation } from "react-i18next";
import type { Settings } from "@/api/admin";
import { Banner } from "@/components/ui/Banner";
import { IconAlertTriangle } from "@/components/ui/Icons";
import { useFormat } from "@/lib/format";
import classes from "./settings.module.css";

interface P1ShareProps {
  share: Settings["p1_share"];
  /** From which share on people are warned. */
  warning: number;
}

/** How many of the open cases are P1: where all is urgent, nothing is. */
export function P1Share({ share: { p1, open, complete }, warning }: P1ShareProps) {
  const { t } = useTranslation();
  const format = useFormat();
  if (open === 0) return <p className={classes.share}>{t("settings.p1.none")}</p>;
  const part = p1 / open;
  const counts = { p1: format.number(p1), open: format.number(open) };
  return (
    <>
      <p className={classes.share}>
        <span className={classes.figure}>{format.percent(part)}</span>
        <span>{t(complete ? "settings.p1.counts" : "settings.p1.countsMore", counts)}</span>
      </p>
      {part >= warning && (
        <Banner kind="changed" icon={IconAlertTriangle}>
          <strong>{t("settings.p1.over", { share: format.percent(warning) })}</strong>{" "}
          {t("settings.p1.overText")}
        </Banner>
      )}
    </>
  );
}
