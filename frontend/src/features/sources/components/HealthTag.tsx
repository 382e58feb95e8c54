import { useTranslation } from "react-i18next";
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDotted,
  IconCircleOff,
  IconClock,
} from "@/components/ui/Icons";
import type { Health } from "../types";
import classes from "./HealthTag.module.css";

const icons = {
  receiving: IconCircleCheck,
  quiet: IconClock,
  silent: IconAlertTriangle,
  waiting: IconCircleDotted,
  disabled: IconCircleOff,
};

/** How a source is doing, as an icon and a word. */
export function HealthTag({ status }: Pick<Health, "status">) {
  const { t } = useTranslation();
  const Icon = icons[status];
  return (
    <span className={classes.health} data-status={status}>
      <Icon size={15} stroke={1.75} aria-hidden />
      {t(`sources.health.${status}`)}
    </span>
  );
}
