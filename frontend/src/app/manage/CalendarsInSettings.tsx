import { CalendarsPage } from "@/features/calendars/pages/CalendarsPage";
import { SettingsTabs } from "@/features/settings/components/SettingsFrame";

/** The calendars, beside the other pages of the settings. */
export function CalendarsInSettings() {
  return <CalendarsPage tabs={<SettingsTabs current="calendars" />} />;
}
