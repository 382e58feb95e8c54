import { useTranslation } from "react-i18next";
import { useUser } from "@/api/useUsers";

/** The name of a colleague known by id; an ellipsis while it is read. */
export function PersonName({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data, error } = useUser(id);
  return <>{data?.name ?? (error ? t("admin.someone") : "…")}</>;
}
