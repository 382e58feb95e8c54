import { useTranslation } from "react-i18next";
import type { Priority } from "@/api/types";
import classes from "./PriorityBars.module.css";

/** Three bars and the code; weight falls with the priority, colour never carries it. */
export function PriorityBars({ priority }: { priority: Priority }) {
  const { t } = useTranslation();
  const filled = 4 - Number(priority.slice(1));
  return (
    <span className={classes.priority} data-priority={priority} title={t(`priority.${priority}`)}>
      <svg width="14" height="12" viewBox="0 0 14 12" aria-hidden="true">
        {[0, 1, 2].map((bar) => (
          <rect
            key={bar}
            x={bar * 5}
            y={[7, 4, 0.5][bar]}
            width="4"
            height={[5, 8, 11.5][bar]}
            rx="1.2"
            opacity={bar < filled ? 1 : 0.25}
          />
        ))}
      </svg>
      <span aria-hidden="true">{priority}</span>
      <span className="visually-hidden">{t(`priority.${priority}`)}</span>
    </span>
  );
}
