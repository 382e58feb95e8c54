import { useTranslation } from "react-i18next";
import type { Status as StatusName } from "@/api/types";
import {
  IconBan,
  IconCircleCheck,
  IconCircleDotted,
  IconClockX,
  IconMessageCheck,
  IconProgress,
  type IconType,
} from "./Icons";
import classes from "./Status.module.css";

const icons: Record<StatusName, IconType> = {
  new: IconCircleDotted,
  assigned: IconProgress,
  contacted: IconMessageCheck,
  closed: IconCircleCheck,
  expired: IconClockX,
  spam: IconBan,
};

/** The status as an icon, its name for screen readers and on hover. */
export function StatusIcon({ status }: { status: StatusName }) {
  const { t } = useTranslation();
  const Icon = icons[status];
  return (
    <span className={classes.icon} data-status={status} title={t(`status.${status}`)}>
      <Icon size={15} stroke={1.75} aria-hidden />
      <span className="visually-hidden">{t(`status.${status}`)}</span>
    </span>
  );
}

/** The status as an outlined badge with its name. */
export function StatusBadge({ status }: { status: StatusName }) {
  const { t } = useTranslation();
  const Icon = icons[status];
  return (
    <span className={classes.badge} data-status={status}>
      <Icon size={14} stroke={1.75} aria-hidden />
      {t(`status.${status}`)}
    </span>
  );
}
