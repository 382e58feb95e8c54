import type { ReactNode } from "react";
import { Trans, useTranslation } from "react-i18next";
import {
  IconAlertCircle,
  IconAlertTriangle,
  IconBulb,
  IconCircleCheck,
  type IconType,
} from "@/components/ui/Icons";
import { useFormat } from "@/lib/format";
import type { Finding } from "../types";
import classes from "./FindingItem.module.css";

const icons: Record<Finding["severity"], IconType> = {
  error: IconAlertCircle,
  warning: IconAlertTriangle,
  advice: IconBulb,
  fine: IconCircleCheck,
};

const order = ["error", "warning", "advice", "fine"] as const;

/** The most serious first. */
export function bySeverity<T extends Finding>(findings: readonly T[]): T[] {
  return findings.toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
}

/** What must be confirmed before a rule is saved. */
export function isBlocking({ code, severity }: Finding): boolean {
  return severity === "error" && (code === "too_broad" || code === "matches_all");
}

interface FindingItemProps {
  finding: Finding;
  /** The rule it is about, where there are several. */
  title?: ReactNode;
  /** What one may do. */
  children?: ReactNode;
}

/** One thing to know of a rule, and what one may do about it. */
export function FindingItem({ finding, title, children }: FindingItemProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { code, severity, params } = finding;
  const Icon = icons[severity];
  const number = (name: string) => Number(params[name] ?? 0);
  const duration = (name: string) => format.duration(number(name) * 1000);
  const words = {
    label: String(params.label ?? ""),
    share: format.percent(number("share")),
    limit: format.percent(number("limit")),
    longest: duration("limit"),
    length: number("length"),
    most: number("limit"),
    fired: format.number(number("fired")),
    feedbacks: format.number(number("feedbacks")),
    days: number("days"),
    count: number("count"),
    perDay: format.number(number("per_day")),
    expiry: duration("expires_in"),
    treatment: duration("treatment_seconds"),
  };
  const untimed = code === "ok_volume" && (params.treatment_seconds ?? null) === null;
  const same = code === "near_copy" && params.same === true;
  const key = untimed ? "ok_volume_untimed" : same ? "near_copy_same" : code;
  return (
    <li className={classes.finding} data-severity={severity}>
      <Icon size={18} stroke={1.75} aria-hidden />
      <div>
        <span className="visually-hidden">{t(`rules.severity.${severity}`)} </span>
        {title && <p className={classes.title}>{title}</p>}
        <Trans i18nKey={`rules.finding.${key}`} values={words} components={{ b: <strong /> }} />{" "}
        {children && <span className={classes.actions}>{children}</span>}
      </div>
    </li>
  );
}
