import { useTranslation } from "react-i18next";
import { Page } from "@/components/page/Page";
import { QuarantineGroups } from "../components/QuarantineGroups";
import { UnknownPlaces } from "../components/UnknownPlaces";
import classes from "./QuarantinePage.module.css";

/** What came and could not be used: codes without a place, then deliveries by reason. */
export function QuarantinePage() {
  const { t } = useTranslation();
  return (
    <Page crumbs={[{ label: t("nav.manage") }]} title={t("manage.quarantine")}>
      <div className={classes.page}>
        <p className={classes.lead}>{t("quarantine.lead")}</p>
        <UnknownPlaces />
        <QuarantineGroups />
      </div>
    </Page>
  );
}
