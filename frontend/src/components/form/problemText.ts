import { useTranslation } from "react-i18next";
import type { Problem } from "@/api/problem";

/** Refusals that people can do something about, each with a sentence of its own. */
const known = [
  "account_pending",
  "duplicate",
  "in_use",
  "last_admin",
  "own_account",
  "offline",
  "forbidden",
  "not_found",
] as const;

/** What a refusal says in the language shown; `known` is false where only the server can say it. */
export function useProblemText() {
  const { t } = useTranslation();
  return (problem: Problem): { text: string; known: boolean } => {
    const code = known.find((one) => one === problem.code);
    return code
      ? { text: t(`admin.problem.${code}`), known: true }
      : { text: problem.detail ?? t("admin.problem.other"), known: false };
  };
}
