import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/Button";
import classes from "./Composer.module.css";

interface SendBarProps {
  label: string;
  /** Something was typed and is kept. */
  saved: boolean;
  /** Tells that the last one was sent. */
  sent: string | null;
  busy: boolean;
  /** Why sending is not possible yet. */
  reason: string | null;
  onSend: () => void;
}

export function SendBar({ label, saved, sent, busy, reason, onSend }: SendBarProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.bar}>
      <span role="status" data-reason={reason !== null || undefined}>
        {reason ?? (saved ? t("composer.draft") : sent)}
      </span>
      <Button look="filled" keyName={t("key.ctrlEnter")} busy={busy} onClick={onSend}>
        {label}
      </Button>
    </div>
  );
}
