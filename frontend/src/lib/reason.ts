import { useTranslation } from "react-i18next";
import type { ReasonRef } from "@/api/types";
import { isLanguage } from "./i18n";
import { useMe } from "./me";

/** Names a closing reason in the language shown; one that left the tenant's list keeps its recorded name. */
export function useReasonLabel(): (reason: ReasonRef) => string {
  const { reasons } = useMe().settings;
  const { i18n } = useTranslation();
  const language = isLanguage(i18n.language) ? i18n.language : "en";
  return ({ id, label }) => reasons.find((reason) => reason.id === id)?.label[language] ?? label;
}
