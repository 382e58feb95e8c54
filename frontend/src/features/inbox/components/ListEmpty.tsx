import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Section } from "@/api/types";
import { Empty } from "@/components/ui/Empty";
import { IconCircleCheck, IconCircleOff, IconUserCheck } from "@/components/ui/Icons";
import { useMe } from "@/lib/me";

interface ListEmptyProps {
  section: Section;
  placeName: string | undefined;
  onAllPlaces: () => void;
  onSection: (section: Section) => void;
}

/** Why a section shows nothing, and the one next step. */
export function ListEmpty({ section, placeName, onAllPlaces, onSection }: ListEmptyProps) {
  const { t } = useTranslation();
  const { perimeter } = useMe();
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
  if (placeName !== undefined) {
    const title = t("empty.place", { place: placeName, section: t(`section.${section}`) });
    return (
      <Empty icon={IconCircleOff} title={title}>
        {step(t("empty.placeAction"), onAllPlaces)}
      </Empty>
    );
  }
  if (section === "mine") {
    return (
      <Empty icon={IconUserCheck} title={t("empty.mine")}>
        {step(t("empty.mineAction"), () => onSection("unassigned"))}
      </Empty>
    );
  }
  if (section === "late") {
    return (
      <Empty icon={IconCircleCheck} tone="happy" title={t("empty.late")}>
        {step(t("empty.lateAction"), () => onSection("inbox"))}
      </Empty>
    );
  }
  if (section === "done") return <Empty icon={IconCircleCheck} title={t("empty.done")} />;
  return (
    <Empty icon={IconCircleCheck} tone="happy" title={t("empty.open")}>
      {t("empty.openText")}
    </Empty>
  );
}
