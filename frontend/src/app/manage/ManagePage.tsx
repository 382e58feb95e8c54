import { Outlet, useLocation, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { sections } from "@/api/types";
import { Empty } from "@/components/ui/Empty";
import { IconLock } from "@/components/ui/Icons";
import { useCounts } from "@/features/inbox/api/useCounts";
import { useLayout } from "@/lib/layout";
import { useMe } from "@/lib/me";
import { may } from "@/lib/rights";
import { type Shortcuts, useShortcuts } from "@/lib/shortcuts";
import { undoToast } from "@/lib/toast";
import { HomeLink } from "../NotFound";
import { LazyKeys } from "../shell/LazyKeys";
import { Navigation } from "../shell/Navigation";
import { OfflineBanner } from "../shell/OfflineBanner";
import { PhoneTabs } from "../shell/PhoneTabs";
import shell from "../shell/Shell.module.css";
import { sectionKeys } from "../shell/sections";
import { ToastPlace } from "../shell/ToastPlace";
import { manageEntries } from "./entries";
import { ManageEntries, ManageTabs } from "./ManageEntries";
import classes from "./ManagePage.module.css";

/** The frame of "Gérer": the navigation with the pages one may see, and the page. */
export function ManagePage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const layout = useLayout();
  const me = useMe();
  const { data: counts } = useCounts();
  const path = useLocation({ select: ({ pathname }) => pathname.replace(/\/$/, "") });
  const [help, setHelp] = useState(false);
  const phone = layout === "phone";
  const entries = manageEntries.filter((entry) => entry.rights.some((right) => may(me, right)));
  const asked = manageEntries.find(({ to }) => path === to || path.startsWith(`${to}/`));
  const refused = entries.length === 0 || (asked !== undefined && !entries.includes(asked));
  // Deeper pages have the width to themselves and a way back in their header.
  const top = entries.some(({ to, beside }) => to === path || beside?.test(path));

  useShortcuts({
    ...(Object.fromEntries(
      sections.map((section) => [
        `g ${sectionKeys[section]}`,
        () => void navigate({ to: "/inbox/$section", params: { section } }),
      ]),
    ) as Shortcuts),
    z: () => undoToast(),
    "?": () => setHelp(true),
  });

  return (
    <div className={shell.page}>
      <a href="#main" className={shell.skip}>
        {t("app.skipToPage")}
      </a>
      <OfflineBanner />
      <div className={shell.shell}>
        {!phone && (
          <Navigation
            current="manage"
            counts={counts}
            rail={layout !== "full"}
            onHelp={() => setHelp(true)}
            below={layout === "full" && <ManageEntries entries={entries} path={path} />}
          />
        )}
        <main className={classes.main} id="main" tabIndex={-1}>
          {refused ? (
            <Empty icon={IconLock} title={t("manage.refused")} as="h1">
              <p>{t("manage.refusedText")}</p>
              <p className={classes.home}>
                <HomeLink />
              </p>
            </Empty>
          ) : (
            <>
              {layout !== "full" && top && entries.length > 1 && <ManageTabs entries={entries} path={path} />}
              <Outlet />
            </>
          )}
        </main>
      </div>
      {phone && (top || refused) && <PhoneTabs current="manage" counts={counts} />}
      <ToastPlace />
      {help && <LazyKeys onClose={() => setHelp(false)} />}
    </div>
  );
}
