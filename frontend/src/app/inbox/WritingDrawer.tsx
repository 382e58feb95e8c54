import { Drawer } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Alert } from "@/api/types";
import { Composer, type ComposerTab } from "@/features/case/components/Composer";
import classes from "./CasePane.module.css";

interface WritingDrawerProps {
  alert: Alert;
  name: string;
  tab: ComposerTab | null;
  onClose: () => void;
}

/** The composer of the phone, over the case. */
export function WritingDrawer({ alert, name, tab, onClose }: WritingDrawerProps) {
  const { t } = useTranslation();
  return (
    <Drawer
      opened={tab !== null}
      onClose={onClose}
      position="bottom"
      size="auto"
      padding={12}
      title={t("composer.label")}
      closeButtonProps={{ "aria-label": t("app.close") }}
      classNames={{ content: classes.drawer, title: classes.drawerTitle }}
      overlayProps={{ className: classes.overlay }}
      transitionProps={{ duration: 180 }}
    >
      {tab && <Composer alert={alert} name={name} initialTab={tab} autoFocus onSent={onClose} />}
    </Drawer>
  );
}
