import { useTranslation } from "react-i18next";
import type { Alert } from "@/api/types";
import { Button } from "@/components/ui/Button";
import { IconButton } from "@/components/ui/IconButton";
import { IconChevronLeft, IconCircleCheck, IconUser, IconUserCheck } from "@/components/ui/Icons";
import { StatusBadge } from "@/components/ui/Status";
import { useReasonLabel } from "@/lib/reason";
import classes from "./Toolbar.module.css";

interface ToolbarProps {
  alert: Alert | undefined;
  taking: boolean;
  onTake: () => void;
  onClose: () => void;
  /** Back to the list, where list and case do not stand side by side. */
  onBack: (() => void) | null;
  /** Opens the customer, where it has no column of its own. */
  onCustomer: (() => void) | null;
}

/** The commands of a case. "Take" is filled while nobody owns it and gone once it is mine. */
export function Toolbar({ alert, taking, onTake, onClose, onBack, onCustomer }: ToolbarProps) {
  const { t } = useTranslation();
  const reasonLabel = useReasonLabel();
  const may = alert?.may ?? [];
  return (
    <div className={classes.toolbar}>
      {onBack && <IconButton icon={IconChevronLeft} label={t("case.back")} onClick={onBack} />}
      {may.includes("take") && (
        <Button
          look={alert?.owner ? "outline" : "filled"}
          icon={IconUserCheck}
          keyName="T"
          busy={taking}
          onClick={onTake}
          aria-keyshortcuts="t"
        >
          {t("case.take")}
        </Button>
      )}
      {may.includes("close") && (
        <Button look="soft" icon={IconCircleCheck} keyName="E" onClick={onClose} aria-keyshortcuts="e">
          {t("case.close")}
        </Button>
      )}
      {alert?.closing && (
        <span className={classes.closed}>
          <StatusBadge status={alert.status} />
          <span>
            {t("case.closedFor", { name: alert.closing.by.name, reason: reasonLabel(alert.closing.reason) })}
          </span>
        </span>
      )}
      {onCustomer && (
        <span className={classes.end}>
          <Button icon={IconUser} keyName="I" onClick={onCustomer} aria-keyshortcuts="i">
            {t("case.customer")}
          </Button>
        </span>
      )}
    </div>
  );
}
