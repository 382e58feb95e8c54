import { Menu } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/components/ui/IconButton";
import {
  IconDots,
  IconListCheck,
  IconPlayerTrackNext,
  IconPlus,
  IconSearch,
  type IconType,
} from "@/components/ui/Icons";
import { useMe } from "@/lib/me";
import { useMay } from "@/lib/rights";
import { EnterForm } from "./EnterForm";
import type { Inbox } from "./useInbox";

interface ListActionsProps {
  inbox: Inbox;
  /** The search is an icon where the navigation has no room for its box. */
  onSearch: (() => void) | null;
  onNext: () => void;
  takingNext: boolean;
}

/** What one does with the list itself: icons at the desk, one menu on the phone. */
export function ListActions({ inbox, onSearch, onNext, takingNext }: ListActionsProps) {
  const { t } = useTranslation();
  const mayTreat = useMay("treat");
  const mayBulk = useMay("bulk");
  const { settings } = useMe();
  const [entering, setEntering] = useState(false);
  const actions: { icon: IconType; label: string; run: () => void; key?: string; busy?: boolean }[] = [];
  if (mayTreat && settings.take_next) {
    actions.push({
      icon: IconPlayerTrackNext,
      label: t("next.take"),
      run: onNext,
      key: "s",
      busy: takingNext,
    });
  }
  if (mayBulk) {
    actions.push({ icon: IconListCheck, label: t("bulk.select"), run: inbox.picking.start, key: "x" });
  }
  if (mayTreat) actions.push({ icon: IconPlus, label: t("list.enter"), run: () => setEntering(true) });

  return (
    <>
      {onSearch && (
        <IconButton icon={IconSearch} label={t("search.label")} aria-keyshortcuts="/" onClick={onSearch} />
      )}
      {inbox.layout === "phone"
        ? actions.length > 0 && (
            <Menu position="bottom-end" width={240} shadow="sm" radius="lg">
              <Menu.Target>
                <IconButton icon={IconDots} iconSize={20} label={t("nav.more")} />
              </Menu.Target>
              <Menu.Dropdown>
                {actions.map(({ icon: Icon, label, run }) => (
                  <Menu.Item
                    key={label}
                    leftSection={<Icon size={18} stroke={1.75} aria-hidden />}
                    onClick={run}
                  >
                    {label}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
          )
        : actions.map(({ icon, label, run, key, busy }) => (
            <IconButton
              key={label}
              icon={icon}
              label={label}
              aria-keyshortcuts={key}
              aria-busy={busy || undefined}
              onClick={run}
            />
          ))}
      {entering && <EnterForm onOpen={inbox.open} onClose={() => setEntering(false)} />}
    </>
  );
}
