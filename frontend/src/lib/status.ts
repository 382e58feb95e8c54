import { useTranslation } from "react-i18next";
import type { Status } from "@/api/types";
import { isLanguage } from "./i18n";
import { useMe } from "./me";

/** The status a person sees: with three labels, a contacted case is one under way. */
export function shownStatus(status: Status, view: "six" | "three"): Status {
  return view === "three" && status === "contacted" ? "assigned" : status;
}

/** Names a status as the account does: by its own label, inside the view of three or six. */
export function useStatusLabel(): (status: Status) => string {
  const { t, i18n } = useTranslation();
  const { labels, view } = useMe().settings;
  const language = isLanguage(i18n.language) ? i18n.language : "en";
  return (status) => {
    const shown = shownStatus(status, view);
    return labels[shown]?.[language] || t(`status.${shown}`);
  };
}
