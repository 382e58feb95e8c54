import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/Button";
import classes from "./Composer.module.css";

interface SendBarProps {
  label: string;
  /** Something was typed and is kept. */
  saved: boolean;
  busy: boolean;
  /** Why sending is not possible yet. */
  reason: string | null;
  onSend: () => void;
}

export function SendBar({ label, saved, busy, reason, onSend }: SendBarProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.bar}>
      <span role="status" data-reason={reason !== null || undefined}>
        {reason ?? (saved ? t("composer.draft") : "")}
      </span>
      <Button look="filled" keyName={t("key.ctrlEnter")} busy={busy} onClick={onSend}>
        {label}
      </Button>
    </div>
  );
}
