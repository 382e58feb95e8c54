import { useTranslation } from "react-i18next";
import classes from "./PickBox.module.css";

interface PickBoxProps {
  name: string;
  checked: boolean;
  /** Stands there whether the pointer is near or not. */
  shown: boolean;
  onPick: (range: boolean) => void;
}

/** The checkbox that takes the place of the score: near the pointer, or once something is picked. */
export function PickBox({ name, checked, shown, onPick }: PickBoxProps) {
  const { t } = useTranslation();
  return (
    <label className={classes.pick} data-shown={shown || undefined}>
      <input
        type="checkbox"
        checked={checked}
        tabIndex={-1}
        aria-label={t("bulk.pick", { name })}
        onChange={(event) => onPick((event.nativeEvent as MouseEvent).shiftKey === true)}
      />
    </label>
  );
}
