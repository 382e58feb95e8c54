import { useTranslation } from "react-i18next";
import { IconButton } from "@/components/ui/IconButton";
import { IconChevronDown, IconChevronUp, IconX } from "@/components/ui/Icons";
import classes from "./form.module.css";

interface OrderButtonsProps {
  name: string;
  index: number;
  count: number;
  onMove: (to: number) => void;
  onRemove?: () => void;
}

/** Moves a part of a list up or down, or takes it away, by pointer and by keyboard. */
export function OrderButtons({ name, index, count, onMove, onRemove }: OrderButtonsProps) {
  const { t } = useTranslation();
  const move = (to: number) => to >= 0 && to < count && onMove(to);
  return (
    <span className={classes.order}>
      <IconButton
        icon={IconChevronUp}
        label={t("admin.up", { name })}
        aria-disabled={index === 0 || undefined}
        onClick={() => move(index - 1)}
      />
      <IconButton
        icon={IconChevronDown}
        label={t("admin.down", { name })}
        aria-disabled={index === count - 1 || undefined}
        onClick={() => move(index + 1)}
      />
      {onRemove && <IconButton icon={IconX} label={t("admin.remove", { name })} onClick={onRemove} />}
    </span>
  );
}
