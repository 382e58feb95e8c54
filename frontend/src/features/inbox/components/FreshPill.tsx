import { useTranslation } from "react-i18next";
import classes from "./FreshPill.module.css";

/** New cases wait here: the list never jumps under the pointer. */
export function FreshPill({ count, onShow }: { count: number; onShow: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={classes.place} role="status">
      {count > 0 && (
        <button type="button" className={classes.pill} onClick={onShow}>
          {t("list.fresh", { count })}
        </button>
      )}
    </div>
  );
}
