import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/Button";
import { DialogActions } from "@/components/ui/Dialog";
import { Empty } from "@/components/ui/Empty";
import { IconCircleCheck } from "@/components/ui/Icons";
import { useOpenedCase } from "../api/useEntry";

interface EnteredProps {
  feedbackId: string;
  onOpen: (alertId: string) => void;
  onClose: () => void;
  onAnother: () => void;
}

/** What came of an entry: it is kept, and the case it opened, once rules have decided. */
export function Entered({ feedbackId, onOpen, onClose, onAnother }: EnteredProps) {
  const { t } = useTranslation();
  const { found } = useOpenedCase(feedbackId);
  return (
    <>
      <Empty icon={IconCircleCheck} tone="happy" title={t("entry.kept")}>
        <span role="status">
          {found
            ? t("entry.opened", { reference: found.reference })
            : t(found === null ? "entry.noCase" : "entry.deciding")}
        </span>
      </Empty>
      <DialogActions>
        <Button onClick={onClose}>{t("app.close")}</Button>
        <Button onClick={onAnother}>{t("entry.another")}</Button>
        {found && (
          <Button look="filled" onClick={() => onOpen(found.id)}>
            {t("entry.openCase")}
          </Button>
        )}
      </DialogActions>
    </>
  );
}
