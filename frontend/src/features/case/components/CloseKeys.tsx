import { useTranslation } from "react-i18next";
import { Key } from "@/components/ui/Key";

/** The keys of the closing dialog: figures choose a reason, Tab goes to the note. */
export function CloseKeys({ count }: { count: number }) {
  const { t } = useTranslation();
  return (
    <>
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
    </>
  );
}
