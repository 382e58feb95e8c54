import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { filtersOf, type ListQuery } from "@/api/filters";
import type { Counts, Section } from "@/api/types";
import { Empty } from "@/components/ui/Empty";
import {
  IconBell,
  IconCircleCheck,
  IconCircleOff,
  IconClockPause,
  IconUserCheck,
} from "@/components/ui/Icons";
import { useMe } from "@/lib/me";
import { useMay } from "@/lib/rights";

interface ListEmptyProps {
  section: Section;
  query: ListQuery;
  counts: Counts | undefined;
  placeName: string | undefined;
  onClear: () => void;
  onEverywhere: () => void;
  onSection: (section: Section) => void;
  /** Where sources are connected, for who may. */
  onSources: () => void;
}

/** Why a list shows nothing, and the one next step: first day, all done, nothing found, no right. */
export function ListEmpty(props: ListEmptyProps) {
  const { section, query, counts, placeName, onClear, onEverywhere, onSection, onSources } = props;
  const { t } = useTranslation();
  const { perimeter } = useMe();
  const mayConnect = useMay("rules");
  const name = t(`section.${section}`);
  const step = (label: string, onClick: () => void): ReactNode => (
    <button type="button" onClick={onClick}>
      {label}
    </button>
  );

  if (!perimeter.everything && perimeter.places.length === 0) {
    return (
      <Empty icon={IconCircleOff} title={t("empty.noPlaces")}>
        {t("empty.noPlacesText")}
      </Empty>
    );
  }
  if (query.q !== undefined) {
    const everywhere = query.section === "all";
    return (
      <Empty
        icon={IconCircleOff}
        title={
          everywhere ? t("empty.foundAll", { q: query.q }) : t("empty.found", { q: query.q, section: name })
        }
      >
        {everywhere ? step(t("search.clear"), onClear) : step(t("empty.foundAction"), onEverywhere)}
      </Empty>
    );
  }
  const { place, group, ...others } = filtersOf(query.filters);
  if (Object.keys(others).length > 0) {
    return (
      <Empty icon={IconCircleOff} title={t("empty.filters", { section: name })}>
        {step(t("filter.clear"), onClear)}
      </Empty>
    );
  }
  if (place !== undefined || group !== undefined) {
    return (
      <Empty
        icon={IconCircleOff}
        title={t("empty.place", { place: placeName ?? place ?? group ?? "", section: name })}
      >
        {step(t("empty.placeAction"), onClear)}
      </Empty>
    );
  }
  if (counts && section === "inbox" && Object.values(counts).every(({ count }) => count === 0)) {
    return (
      <Empty icon={IconBell} title={t("empty.firstDay")}>
        {mayConnect ? step(t("empty.firstDayAction"), onSources) : t("empty.firstDayText")}
      </Empty>
    );
  }
  return <AllDone section={section} held={counts?.on_hold?.count ?? 0} step={step} onSection={onSection} />;
}

interface AllDoneProps {
  section: Section;
  held: number;
  step: (label: string, onClick: () => void) => ReactNode;
  onSection: (section: Section) => void;
}

/** An empty section without filters: there is nothing left to do in it. */
function AllDone({ section, held, step, onSection }: AllDoneProps) {
  const { t } = useTranslation();
  switch (section) {
    case "mine":
      return (
        <Empty icon={IconUserCheck} title={t("empty.mine")}>
          {step(t("empty.mineAction"), () => onSection("unassigned"))}
        </Empty>
      );
    case "late":
      return (
        <Empty icon={IconCircleCheck} tone="happy" title={t("empty.late")}>
          {step(t("empty.lateAction"), () => onSection("inbox"))}
        </Empty>
      );
    case "done":
      return <Empty icon={IconCircleCheck} title={t("empty.done")} />;
    case "spam":
      return <Empty icon={IconCircleCheck} title={t("empty.spam")} />;
    case "on_hold":
      return <Empty icon={IconClockPause} title={t("empty.onHold")} />;
    default:
      return (
        <Empty icon={IconCircleCheck} tone="happy" title={t("empty.open")}>
          {held > 0
            ? step(t("empty.held", { count: held }), () => onSection("on_hold"))
            : t("empty.openText")}
        </Empty>
      );
  }
}
