import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Tabs } from "@/components/page/Tabs";

const pages = [
  ["tree", "/manage/places"],
  ["groups", "/manage/places/groups"],
  ["files", "/manage/places/files"],
] as const;

/** Places, groups of them, and files of both and of people. */
export function PlacesTabs({ current }: { current: (typeof pages)[number][0] }) {
  const { t } = useTranslation();
  return (
    <Tabs label={t("places.pages")}>
      {pages.map(([name, to]) => (
        <Link
          key={name}
          to={to}
          activeOptions={{ exact: true }}
          aria-current={name === current ? "page" : undefined}
        >
          {t(`places.page.${name}`)}
        </Link>
      ))}
    </Tabs>
  );
}
