import { useCallback } from "react";
import type { Settings } from "@/api/admin";
import { showToast } from "@/lib/toast";
import { useRecordForm } from "@/lib/useRecordForm";
import { useSettingsCalls } from "./api/useSettings";
import { changedIn, type PartName, type PartOf, partOf } from "./parts";

/** One page of the settings being written. */
export function useSettingsForm<P extends PartName>(name: P, settings: Settings, title: string) {
  const calls = useSettingsCalls();
  const toDraft = useCallback((base: Settings | null) => partOf(name, base ?? settings), [name, settings]);
  return useRecordForm<Settings, PartOf<P>>({
    base: settings,
    toDraft,
    save: (draft, base) => {
      const before = base ?? settings;
      return calls.save(changedIn(draft, partOf(name, before)), before.version);
    },
    reread: calls.read,
    onSaved: () => showToast({ text: "toast.settingsSaved", name: title }),
  });
}

export type SettingsForm<P extends PartName> = ReturnType<typeof useSettingsForm<P>>;
