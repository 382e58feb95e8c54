import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/Button";

interface ArchiveButtonProps {
  archived: boolean;
  busy: boolean;
  onArchive: (archived: boolean) => void;
}

/** Takes a record out of what is offered, or brings it back; what used it keeps it. */
export function ArchiveButton({ archived, busy, onArchive }: ArchiveButtonProps) {
  const { t } = useTranslation();
  return (
    <Button busy={busy} title={t("admin.archiveHint")} onClick={() => onArchive(!archived)}>
      {t(archived ? "admin.restore" : "admin.archive")}
    </Button>
  );
}
