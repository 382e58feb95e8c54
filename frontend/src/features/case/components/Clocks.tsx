import { useTranslation } from "react-i18next";
import type { Alert, AlertRow } from "@/api/types";
import { Explain } from "@/components/ui/Explain";
import { type ClockName, TimeBadge } from "@/components/ui/TimeBadge";
import { useNow } from "@/lib/clock";
import { useFormat } from "@/lib/format";

/** Which of the clocks of a case `due_at` is. */
export function clockOf(row: Pick<AlertRow, "due_at" | "target_at" | "expires_at">): ClockName {
  if (row.target_at === row.due_at) return "target";
  return row.expires_at === row.due_at ? "expiry" : "due";
}

/** The clock that comes first, by name; pressing it tells them all. */
export function Clocks({ row, end }: { row: AlertRow | Alert; end: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const badge = <TimeBadge createdAt={row.created_at} dueAt={row.due_at} clock={clockOf(row)} />;
  if (!("clocks" in row)) return badge;
  const { first_contact, hold, expires, next_escalation } = row.clocks;
  const clocks = [
    { key: "first_contact", at: first_contact },
    { key: "hold", at: hold },
    { key: "next_escalation", at: next_escalation },
    { key: "expires", at: expires },
  ] as const;
  const lines = clocks.flatMap(({ key, at }) =>
    at ? [{ key, at, label: t(`clocks.${key}`), value: format.moment(at, now) }] : [],
  );
  lines.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  if (row.first_contact_at) {
    const value = format.moment(row.first_contact_at, now);
    lines.unshift({ key: "first_contact", at: "", label: t("clocks.contacted"), value });
  }
  return (
    <Explain
      label={t("clocks.show")}
      title={t("clocks.title")}
      lines={lines}
      end={end}
      note={row.escalated > 0 ? t("clocks.escalated", { count: row.escalated }) : null}
    >
      {badge}
    </Explain>
  );
}
