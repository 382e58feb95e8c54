import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/Button";

interface SaveButtonProps {
  dirty: boolean;
  busy: boolean;
  /** Somebody else saved first: the next save goes over theirs. */
  stale?: boolean;
  label?: string | undefined;
  /** Why it cannot be saved as it is. */
  unready?: string | undefined;
  onSave: () => void;
}

/** Saves a page of "Gérer". */
export function SaveButton({ dirty, busy, stale = false, label, unready, onSave }: SaveButtonProps) {
  const { t } = useTranslation();
  return (
    <Button
      look={dirty ? "filled" : "off"}
      busy={busy}
      aria-disabled={!dirty}
      title={dirty ? undefined : (unready ?? t("admin.saved"))}
      onClick={() => dirty && onSave()}
    >
      {stale ? t("admin.saveAnyway") : (label ?? t("admin.save"))}
    </Button>
  );
}
