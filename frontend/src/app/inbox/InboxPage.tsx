import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { sections } from "@/api/types";
import { Empty } from "@/components/ui/Empty";
import { IconInbox } from "@/components/ui/Icons";
import { useCounts } from "@/features/inbox/api/useCounts";
import { type Shortcuts, useShortcuts } from "@/lib/shortcuts";
import { undoToast } from "@/lib/toast";
import { KeysDialog } from "../shell/KeysDialog";
import { Navigation } from "../shell/Navigation";
import { OfflineBanner } from "../shell/OfflineBanner";
import { PhoneTabs } from "../shell/PhoneTabs";
import classes from "../shell/Shell.module.css";
import { sectionKeys } from "../shell/sections";
import { ToastPlace } from "../shell/ToastPlace";
import { CasePane } from "./CasePane";
import { ListPane } from "./ListPane";
import { useClosing } from "./useClosing";
import { useInbox } from "./useInbox";

/** The daily screen: sections, list, case, customer; fewer columns as the window narrows. */
export function InboxPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const inbox = useInbox();
  const { section, place, alertId, layout, wide } = inbox;
  const { data: counts } = useCounts(place);
  const [help, setHelp] = useState(false);
  const close = useClosing(inbox, t("list.anonymous"));
  const phone = layout === "phone";

  const go = Object.fromEntries(
    sections.map((target) => [
      `g ${sectionKeys[target]}`,
      () => void navigate({ to: "/inbox/$section", params: { section: target }, search: { place } }),
    ]),
  ) as Shortcuts;
  useShortcuts({
    ...go,
    j: () => inbox.move(1),
    k: () => inbox.move(-1),
    z: () => undoToast(),
    "?": () => setHelp(true),
    Escape() {
      if (!alertId) return;
      if (wide) inbox.listRef.current?.focus(alertId);
      else inbox.toList();
    },
  });

  const count = counts?.[section].count ?? 0;
  useEffect(() => {
    const name = t(`section.${section}`);
    document.title =
      count > 0 ? t("app.titleCount", { count, section: name }) : t("app.title", { section: name });
  }, [t, count, section]);

  const showList = wide || !alertId;
  const ListPlace = wide ? "div" : "main";
  return (
    <div className={classes.page}>
      <a href={showList ? "#list-title" : "#main"} className={classes.skip}>
        {t(showList ? "app.skip" : "app.skipToCase")}
      </a>
      <OfflineBanner />
      <div className={classes.shell}>
        {!phone && (
          <Navigation
            current={section}
            counts={counts}
            place={place}
            rail={layout !== "full"}
            onHelp={() => setHelp(true)}
          />
        )}
        <div className={classes.columns} data-layout={layout} data-case={alertId ? true : undefined}>
          {showList && (
            <ListPlace className={classes.list}>
              <ListPane inbox={inbox} counts={counts} />
            </ListPlace>
          )}
          {alertId ? (
            <CasePane
              key={alertId}
              inbox={inbox}
              alertId={alertId}
              count={counts?.[section]}
              onClose={close}
            />
          ) : (
            wide && (
              <main className={classes.nothing} id="main">
                <Empty icon={IconInbox} title={t("empty.pick")}>
                  {t("empty.pickText")}
                </Empty>
              </main>
            )
          )}
        </div>
      </div>
      {phone && !alertId && <PhoneTabs current={section} counts={counts} place={place} />}
      <ToastPlace />
      {help && <KeysDialog onClose={() => setHelp(false)} />}
    </div>
  );
}
