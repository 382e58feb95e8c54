import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Settings } from "@/api/admin";
import { Page } from "@/components/page/Page";
import { PageFailed, RowsLoading } from "@/components/page/PageStates";
import { useSettings } from "../api/useSettings";
import { CasesPart } from "../components/CasesPart";
import { CustomerPart } from "../components/CustomerPart";
import { DelaysPart } from "../components/DelaysPart";
import { PrioritiesPart } from "../components/PrioritiesPart";
import { SettingsTabs } from "../components/SettingsFrame";
import { isPart, type PartName } from "../parts";
import type { CriteriaParts } from "../types";

/** The settings of the account, a page for each part of them. */
export function SettingsPage({ criteria }: { criteria: CriteriaParts }) {
  const { t } = useTranslation();
  const { part: asked } = useParams({ strict: false });
  const part: PartName = isPart(asked) ? asked : "cases";
  const query = useSettings();
  if (query.data) return <Part key={part} part={part} settings={query.data} criteria={criteria} />;
  return (
    <Page crumbs={[{ label: t("nav.manage") }]} title={t("manage.settings")}>
      <SettingsTabs current={part} />
      {query.error ? (
        <PageFailed error={query.error} title={t("settings.failed")} onRetry={() => void query.refetch()} />
      ) : (
        <RowsLoading rows={6} height={57} />
      )}
    </Page>
  );
}

interface PartProps {
  part: PartName;
  settings: Settings;
  criteria: CriteriaParts;
}

function Part({ part, settings, criteria }: PartProps) {
  if (part === "delays") return <DelaysPart settings={settings} />;
  if (part === "priorities") return <PrioritiesPart settings={settings} criteria={criteria} />;
  if (part === "customer") return <CustomerPart settings={settings} />;
  return <CasesPart settings={settings} />;
}
