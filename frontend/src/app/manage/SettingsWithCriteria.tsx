import { CriteriaEditor, CriteriaWords } from "@/features/rules/components/CriteriaEditor";
import { SettingsPage } from "@/features/settings/pages/SettingsPage";

const criteria = { Editor: CriteriaEditor, Words: CriteriaWords };

/** The settings; their criteria of priority are written as those of rules. */
export function SettingsWithCriteria() {
  return <SettingsPage criteria={criteria} />;
}
