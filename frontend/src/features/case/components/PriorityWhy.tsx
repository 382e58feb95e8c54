import { useTranslation } from "react-i18next";
import type { Alert, AlertRow } from "@/api/types";
import { Explain } from "@/components/ui/Explain";
import { PriorityBars } from "@/components/ui/PriorityBars";

/** The priority; pressing it says what made it so, step by step. */
export function PriorityWhy({ row }: { row: AlertRow | Alert }) {
  const { t } = useTranslation();
  const bars = <PriorityBars priority={row.priority} />;
  if (!("because" in row) || row.because.length === 0) return bars;
  return (
    <Explain
      label={t("because.show")}
      title={t("because.title", { priority: row.priority })}
      lines={row.because.map((step, index) => ({
        key: `${index}${step.kind}`,
        label: t(`because.${step.kind}`, { label: step.label }),
        value: <PriorityBars priority={step.priority} />,
      }))}
    >
      {bars}
    </Explain>
  );
}
