import type { Status as StatusName } from "@/api/types";
import { useMe } from "@/lib/me";
import { shownStatus, useStatusLabel } from "@/lib/status";
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

/** Sign and words of a status, in the account's own labels and view. */
function useStatus(status: StatusName) {
  const shown = shownStatus(status, useMe().settings.view);
  return { shown, label: useStatusLabel()(status), Icon: icons[shown] };
}

/** The status as an icon, its name for screen readers and on hover. */
export function StatusIcon({ status }: { status: StatusName }) {
  const { shown, label, Icon } = useStatus(status);
  return (
    <span className={classes.icon} data-status={shown} title={label}>
      <Icon size={15} stroke={1.75} aria-hidden />
      <span className="visually-hidden">{label}</span>
    </span>
  );
}

/** The status as an outlined badge with its name. */
export function StatusBadge({ status }: { status: StatusName }) {
  const { shown, label, Icon } = useStatus(status);
  return (
    <span className={classes.badge} data-status={shown}>
      <Icon size={14} stroke={1.75} aria-hidden />
      {label}
    </span>
  );
}
