import { useTranslation } from "react-i18next";
import { HoldDialog } from "@/features/case/components/HoldDialog";
import type { Inbox } from "../useInbox";
import { BulkAssign } from "./BulkAssign";
import { BulkClose } from "./BulkClose";
import { BulkNote } from "./BulkNote";
import type { BulkDialog, BulkWork } from "./useBulkWork";

interface BulkDialogsProps {
  dialog: BulkDialog;
  inbox: Inbox;
  work: BulkWork;
}

/** What a command on many cases asks first: as for one case. */
export function BulkDialogs({ dialog, inbox, work }: BulkDialogsProps) {
  const { t } = useTranslation();
  const { picking, rows } = inbox;
  const { count } = picking;
  const command = { busy: work.busy, problem: work.problem, forget: work.forget };
  const asked = { count, command, onSend: (args: object) => work.send(dialog, args), onCancel: work.leave };
  switch (dialog) {
    case "close":
      return <BulkClose {...asked} />;
    case "note":
      return <BulkNote {...asked} />;
    case "assign":
      return <BulkAssign {...asked} alertId={(picking.chosen[0] ?? rows[0])?.id ?? ""} />;
    case "hold":
      return (
        <HoldDialog
          title={t("bulkDialog.hold", { count })}
          lead={t("bulkDialog.holdLead")}
          command={command}
          onSend={asked.onSend}
          onCancel={work.leave}
        />
      );
  }
}
