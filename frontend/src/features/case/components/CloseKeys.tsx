import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Key } from "@/components/ui/Key";
import classes from "./CloseDialog.module.css";

/** The keys of the dialog, beside its buttons. */
export function CloseFooter({ count, children }: { count: number; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <footer className={classes.footer}>
      <div className={classes.keys} aria-hidden="true">
        {count > 1 && (
          <span>
            <Key>1</Key>
            <i />
            <Key>{String(Math.min(9, count))}</Key>
            {t("close.keyReason")}
          </span>
        )}
        <span>
          <Key>{t("key.tab")}</Key>
          {t("close.keyNote")}
        </span>
        <span>
          <Key>{t("key.esc")}</Key>
          {t("close.keyCancel")}
        </span>
      </div>
      {children}
    </footer>
  );
}
