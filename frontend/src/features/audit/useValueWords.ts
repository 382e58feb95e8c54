import { useTranslation } from "react-i18next";
import { type CaseStatus, type Role, roles, statuses } from "@/api/admin";
import { useScopeNames } from "@/api/useScopeOptions";
import { useNow } from "@/lib/clock";
import { useFormat } from "@/lib/format";
import { valueText } from "./words";

const MOMENT = /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/;

/** Writes a value of one field of the log in words: places, roles and statuses by name, moments as dates. */
export function useValueWords(): (field: string, value: unknown) => string {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const names = useScopeNames();
  const words = { yes: t("rules.value.yes"), no: t("rules.value.no"), none: t("audit.nothing") };
  const told = (field: string, value: unknown): unknown => {
    if (Array.isArray(value)) return value.map((one) => told(field, one));
    if (typeof value !== "string") return value;
    if (field === "status" && statuses.includes(value as CaseStatus))
      return t(`status.${value as CaseStatus}`);
    if (field === "role" && roles.includes(value as Role)) return t(`admin.role.${value as Role}`);
    if (MOMENT.test(value)) return format.moment(value, now);
    return names.get(value) ?? value;
  };
  return (field, value) => valueText(told(field, value), words);
}
