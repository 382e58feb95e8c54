import { useTranslation } from "react-i18next";
import { IconAlertTriangleFilled, IconClock } from "@/components/ui/Icons";
import type { Group } from "@/lib/time";
import classes from "./GroupHeading.module.css";

interface GroupHeadingProps {
  group: Group;
  count: number;
  /** False while a further page may still add to the group. */
  complete: boolean;
}

export function GroupHeading({ group, count, complete }: GroupHeadingProps) {
  const { t } = useTranslation();
  const Icon = group === "late" ? IconAlertTriangleFilled : IconClock;
  return (
    <div className={classes.heading} data-group={group}>
      <Icon size={group === "late" ? 13 : 14} stroke={1.75} aria-hidden />
      <span className={classes.name}>{t(`list.${group}`)}</span>
      <span className={classes.count}>{complete ? count : t("app.more", { count })}</span>
      <span className={classes.hint}>{t(`list.${group}Hint`)}</span>
    </div>
  );
}
