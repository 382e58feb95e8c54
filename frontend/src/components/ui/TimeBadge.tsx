import { useTranslation } from "react-i18next";
import { useNow } from "@/lib/clock";
import { useFormat } from "@/lib/format";
import { timeLeft } from "@/lib/time";
import { IconAlertTriangleFilled } from "./Icons";
import { Ring } from "./Ring";
import classes from "./TimeBadge.module.css";

/** Which clock `due_at` is: named in the case header. */
export type ClockName = "target" | "expiry" | "due";

interface TimeBadgeProps {
  createdAt: string;
  dueAt: string;
  /** Names the clock in front of the time; the list leaves it out. */
  clock?: ClockName;
}

const late = { target: "clock.targetLate", expiry: "clock.expiryLate", due: "clock.dueLate" } as const;
const left = { target: "clock.target", expiry: "clock.expiry", due: "clock.due" } as const;

/** Time left before `due_at`, or how late it is. Hovering tells the absolute time and its zone. */
export function TimeBadge({ createdAt, dueAt, clock }: TimeBadgeProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const due = Date.parse(dueAt);
  const { level, amount, share } = timeLeft(Date.parse(createdAt), due, useNow());
  const duration = format.duration(amount);
  const isLate = level === "late";
  const short = isLate ? t("clock.late", { duration }) : duration;
  const long = t(isLate ? "clock.lateLong" : "clock.leftLong", { duration });
  const named = clock && t(isLate ? late[clock] : left[clock], { duration });
  return (
    <span className={classes.badge} data-level={level} title={format.absolute(due)}>
      {isLate ? <IconAlertTriangleFilled size={12} aria-hidden /> : <Ring share={share} />}
      {named ? (
        <span>{named}</span>
      ) : (
        <>
          <span aria-hidden="true">{short}</span>
          <span className="visually-hidden">{long}</span>
        </>
      )}
    </span>
  );
}
