import { useTranslation } from "react-i18next";
import type { Problem } from "@/api/problem";
import { Banner } from "@/components/ui/Banner";
import { IconAlertCircle } from "@/components/ui/Icons";

const texts = {
  out_of_range: "refusal.out_of_range",
  unknown_person: "refusal.unknown_person",
  not_in_scope: "refusal.not_in_scope",
  no_delegate: "refusal.no_delegate",
  note_required: "refusal.note_required",
  unknown_reason: "refusal.unknown_reason",
  comment_required: "refusal.comment_required",
  exit_state_required: "refusal.exit_state_required",
  action_finished: "refusal.action_finished",
  plan_closed: "plan.isClosed",
} as const;

/** Somebody else was faster: the form says so too, beside what stands at the case. */
const overtaken = new Set(["plan_closed", "action_finished"]);

/** Why what a form asked was refused, in the form itself; nothing for what is told at the case. */
export function Refusal({ problem }: { problem: Problem | null }) {
  const { t } = useTranslation();
  if (!problem || (problem.status !== 422 && !overtaken.has(problem.code))) return null;
  const codes = [problem.code, ...problem.faults.map(({ code }) => code)];
  const known = codes.find((code): code is keyof typeof texts => Object.hasOwn(texts, code));
  // Calls lie in the past, holds in the future.
  const contact = problem.faults.some(({ path }) => path.endsWith("contacted_at"));
  const text = known && (contact ? "refusal.contacted_at" : texts[known]);
  const said = problem.faults[0]?.message ?? problem.detail ?? problem.message;
  return (
    <Banner kind="failed" icon={IconAlertCircle}>
      <strong>{t("refusal.title")}</strong> {text ? t(text) : said}
    </Banner>
  );
}
