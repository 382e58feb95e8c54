import { onlineManager, useQueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { Banner } from "@/components/ui/Banner";
import { IconWifiOff } from "@/components/ui/Icons";
import { useFormat } from "@/lib/format";
import classes from "./OfflineBanner.module.css";

const subscribe = (listener: () => void) => onlineManager.subscribe(listener);

/** Says that the network is gone and how old what one reads is. */
export function OfflineBanner() {
  const { t } = useTranslation();
  const format = useFormat();
  const client = useQueryClient();
  const online = useSyncExternalStore(subscribe, () => onlineManager.isOnline());
  if (online) return null;
  const received = Math.max(
    0,
    ...client
      .getQueryCache()
      .getAll()
      .map(({ state }) => state.dataUpdatedAt),
  );
  return (
    <div className={classes.banner}>
      <Banner kind="quiet" icon={IconWifiOff}>
        {received > 0 ? t("offline.text", { time: format.time(received) }) : t("offline.never")}
      </Banner>
    </div>
  );
}
