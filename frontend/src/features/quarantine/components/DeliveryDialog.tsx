import { useTranslation } from "react-i18next";
import { PageFailed, RowsLoading } from "@/components/page/PageStates";
import { Dialog } from "@/components/ui/Dialog";
import { Scroll } from "@/components/ui/Scroll";
import { useFormat } from "@/lib/format";
import { useQuarantined } from "../api/useQuarantine";
import { reasonOf } from "../reasons";
import classes from "./QuarantineGroups.module.css";

interface DeliveryDialogProps {
  source: string;
  id: string;
  onClose: () => void;
}

/** One delivery that waits, whole. */
export function DeliveryDialog({ source, id, onClose }: DeliveryDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const query = useQuarantined(source, id);
  const { data } = query;
  const reason = data && reasonOf(data.code);
  return (
    <Dialog title={t("quarantine.one")} size={720} onClose={onClose}>
      {data && reason ? (
        <>
          <p>
            <strong>{t(reason.key, { field: reason.role ? t(reason.role) : reason.field })}</strong>,{" "}
            {format.absolute(data.received_at)}
          </p>
          {data.path && (
            <p>
              {t("quarantine.at")} <code>{data.path}</code>
            </p>
          )}
          <Scroll className={classes.raw} label={t("quarantine.content")}>
            {typeof data.payload === "string" ? data.payload : JSON.stringify(data.payload, null, 2)}
          </Scroll>
        </>
      ) : query.error ? (
        <PageFailed error={query.error} title={t("quarantine.failed")} onRetry={() => void query.refetch()} />
      ) : (
        <RowsLoading rows={5} height={24} />
      )}
    </Dialog>
  );
}
