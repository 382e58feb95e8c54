import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { sections } from "@/api/types";
import { Empty } from "@/components/ui/Empty";
import { IconInbox } from "@/components/ui/Icons";
import { useCounts } from "@/features/inbox/api/useCounts";
import { useTakeNext } from "@/features/inbox/api/useTakeNext";
import { SearchBox } from "@/features/inbox/components/SearchBox";
import { usePresence } from "@/features/presence/usePresence";
import { needTexts } from "@/lib/i18n";
import { useMe } from "@/lib/me";
import { useMay } from "@/lib/rights";
import { type Shortcuts, useShortcuts } from "@/lib/shortcuts";
import { showToast, undoToast } from "@/lib/toast";
import { useTyping } from "@/lib/typing";
import { LazyKeys } from "../shell/LazyKeys";
import { Navigation } from "../shell/Navigation";
import { OfflineBanner } from "../shell/OfflineBanner";
import { PhoneTabs } from "../shell/PhoneTabs";
import classes from "../shell/Shell.module.css";
import { sectionKeys } from "../shell/sections";
import { ToastPlace } from "../shell/ToastPlace";
import { useBulkWork } from "./bulk/useBulkWork";
import { CaseWaiting } from "./CaseWaiting";
import { ListPane } from "./ListPane";
import { useInbox } from "./useInbox";
import { useSearching } from "./useSearching";
import { useTreating } from "./useTreating";

/** The case loads right behind the list, before anybody can have chosen one. */
const loadCase = () => import("./CasePane");
const CasePane = lazy(async () => ({ default: (await loadCase()).CasePane }));

/** What commands on many cases ask loads when it is first asked. */
const BulkDialogs = lazy(async () => {
  const [dialogs] = await Promise.all([import("./bulk/BulkDialogs"), needTexts("bulk")]);
  return { default: dialogs.BulkDialogs };
});

/** The daily screen: sections, list, case, customer; fewer columns as the window narrows. */
export function InboxPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const inbox = useInbox();
  const { section, query, alertId, layout, wide, picking } = inbox;
  const { filters } = query;
  const { data: counts } = useCounts(filters);
  const [help, setHelp] = useState(false);
  const treating = useTreating(inbox, t("list.anonymous"));
  // The plan belongs to the case it was opened on.
  const [planOf, setPlanOf] = useState<string>();
  const plan = planOf !== undefined && planOf === alertId;
  usePresence(alertId ?? null, useTyping());
  const phone = layout === "phone";
  useEffect(() => void loadCase(), []);
  const work = useBulkWork(inbox);
  const inNavigation = layout === "full" && !plan;
  const searching = useSearching(inbox, !inNavigation);
  const mayBulk = useMay("bulk");
  const { settings } = useMe();
  const mayTreat = useMay("treat");
  const mayNext = mayTreat && settings.take_next;
  const next = useTakeNext(filters.place, (alert) => {
    if (alert) inbox.open(alert.id);
    else showToast({ text: "toast.noneNext", name: "" });
  });
  const takeNext = () => {
    if (!next.isPending) next.mutate();
  };

  /** Picks the row under the keyboard, or all from where picking began. */
  function pickHere(event: KeyboardEvent) {
    const row = document.activeElement?.closest<HTMLElement>("[data-row]")?.dataset.row;
    const id = row ?? alertId ?? inbox.cursorId ?? inbox.rows[0]?.id;
    if (id) picking.pick(id, event.shiftKey);
  }

  const go = Object.fromEntries(
    sections.map((target) => [
      `g ${sectionKeys[target]}`,
      () => void navigate({ to: "/inbox/$section", params: { section: target }, search: filters }),
    ]),
  ) as Shortcuts;
  useShortcuts({
    ...go,
    j: () => inbox.move(1),
    k: () => inbox.move(-1),
    "/": searching.start,
    ...(mayBulk && { x: pickHere }),
    ...(mayNext && { s: takeNext }),
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
            filters={filters}
            search={
              inNavigation && (
                <SearchBox value={inbox.search.q} onSearch={searching.search} onEnter={searching.enter} />
              )
            }
            rail={layout !== "full" || plan}
            onHelp={() => setHelp(true)}
          />
        )}
        <div
          className={classes.columns}
          data-layout={layout}
          data-case={alertId ? true : undefined}
          data-plan={plan || undefined}
        >
          {showList && (
            <ListPlace className={classes.list}>
              <ListPane
                inbox={inbox}
                counts={counts}
                searching={searching}
                work={work}
                onNext={takeNext}
                takingNext={next.isPending}
              />
            </ListPlace>
          )}
          {alertId ? (
            <Suspense fallback={<CaseWaiting />}>
              <CasePane
                key={alertId}
                inbox={inbox}
                alertId={alertId}
                count={counts?.[section]}
                treating={treating}
                plan={plan}
                onPlan={(open) => setPlanOf(open ? alertId : undefined)}
              />
            </Suspense>
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
      {phone && !alertId && <PhoneTabs current={section} counts={counts} filters={filters} />}
      {work.dialog && (
        <Suspense>
          <BulkDialogs dialog={work.dialog} inbox={inbox} work={work} />
        </Suspense>
      )}
      <ToastPlace />
      {help && <LazyKeys onClose={() => setHelp(false)} />}
    </div>
  );
}
