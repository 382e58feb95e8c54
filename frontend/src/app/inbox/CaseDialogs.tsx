import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Alert } from "@/api/types";
import { AssignDialog } from "@/features/case/components/AssignDialog";
import { DelegateDialog } from "@/features/case/components/DelegateDialog";
import { HoldDialog } from "@/features/case/components/HoldDialog";
import { ReopenDialog } from "@/features/case/components/ReopenDialog";
import { ShareDialog } from "@/features/case/components/ShareDialog";
import { TransferDialog } from "@/features/case/components/TransferDialog";
import type { DialogName } from "@/features/case/treating";
import type { Treating } from "./useTreating";

interface CaseDialogsProps {
  dialog: DialogName;
  alert: Alert;
  name: string;
  treating: Treating;
  /** The dialog is over. */
  onLeave: () => void;
}

/** The dialogs of a case: they load after it. One stays open while its command is refused for what was typed. */
export function CaseDialogs({ dialog, alert, name, treating, onLeave }: CaseDialogsProps) {
  const { t } = useTranslation();
  const target = { id: alert.id, name, version: alert.version };
  const command = treating[dialog];
  useOver(command, onLeave);
  const shown = { alert, name, onCancel: onLeave };
  switch (dialog) {
    case "hold":
      return (
        <HoldDialog
          title={t("hold.title", { name })}
          lead={t("hold.lead", { reference: alert.reference })}
          command={treating.hold}
          onSend={(args) => treating.hold.run(target, args)}
          onCancel={onLeave}
        />
      );
    case "assign":
      return (
        <AssignDialog
          {...shown}
          command={treating.assign}
          onSend={(to) => treating.assign.run(target, { to })}
        />
      );
    case "transfer":
      return (
        <TransferDialog
          {...shown}
          command={treating.transfer}
          onSend={(args) => treating.transfer.run(target, args)}
        />
      );
    case "delegate":
      return (
        <DelegateDialog
          {...shown}
          command={treating.delegate}
          onSend={(args) => treating.delegate.run(target, args)}
        />
      );
    case "share":
      return (
        <ShareDialog
          {...shown}
          command={treating.share}
          onSend={(args) => treating.share.run(target, args)}
        />
      );
    case "reopen":
      return (
        <ReopenDialog
          {...shown}
          busy={treating.reopen.busy}
          onSend={(reason) => treating.reopen.run(target, { reason })}
        />
      );
  }
}

/** Leaves once the command was carried out, or was refused for a reason told at the case. */
function useOver(command: Pick<Treating["hold"], "busy" | "problem">, onLeave: () => void) {
  const sent = useRef(false);
  const leave = useRef(onLeave);
  leave.current = onLeave;
  const { busy, problem } = command;
  useEffect(() => {
    if (busy) sent.current = true;
    else if (sent.current) {
      sent.current = false;
      if (problem?.status !== 422) leave.current();
    }
  }, [busy, problem]);
}
