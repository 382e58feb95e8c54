import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Empty } from "@/components/ui/Empty";
import { IconCircleOff } from "@/components/ui/Icons";

export function HomeLink() {
  const { t } = useTranslation();
  return (
    <Link to="/inbox/$section" params={{ section: "inbox" }}>
      {t("notFound.action")}
    </Link>
  );
}

/** The same page for a case that does not exist and for one outside the person's perimeter. */
export function CaseNotFound() {
  const { t } = useTranslation();
  return (
    <Empty icon={IconCircleOff} title={t("notFound.title")} as="h1">
      <p>{t("notFound.text")}</p>
      <p style={{ marginTop: 8 }}>
        <HomeLink />
      </p>
    </Empty>
  );
}

export function PageNotFound() {
  const { t } = useTranslation();
  return (
    <main style={{ display: "grid", minHeight: "100%" }}>
      <Empty icon={IconCircleOff} title={t("notFound.page")} as="h1">
        <p>{t("notFound.pageText")}</p>
        <p style={{ marginTop: 8 }}>
          <HomeLink />
        </p>
      </Empty>
    </main>
  );
}
