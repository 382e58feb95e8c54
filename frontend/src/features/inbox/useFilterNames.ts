import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useApi } from "@/api/context";
import type { FilterName, Filters } from "@/api/filters";
import { call } from "@/api/rest";
import type { AlertRow, Person } from "@/api/types";
import { useMe } from "@/lib/me";
import { useMay } from "@/lib/rights";
import { useStatusLabel } from "@/lib/status";

export interface Named {
  value: string;
  label: string;
}

/** Channels of the usual sources; an account may have others of its own. */
export const channels = [
  "email",
  "sms",
  "phone",
  "in_person",
  "mail",
  "web",
  "app",
  "qr",
  "kiosk",
  "other",
] as const;

/** The rules that rows were raised by: the label of a row is that of its first rule. */
export function rulesOf(rows: readonly AlertRow[]): Named[] {
  const found = new Map(rows.flatMap(({ rules, label }) => (rules?.[0] ? [[rules[0], label] as const] : [])));
  return [...found].map(([value, label]) => ({ value, label }));
}

/** The people who have a row. */
export function ownersOf(rows: readonly AlertRow[]): Person[] {
  const found = new Map(rows.flatMap(({ owner }) => (owner ? [[owner.id, owner] as const] : [])));
  return [...found.values()].toSorted((a, b) => a.name.localeCompare(b.name));
}

/** The rules to filter by: all of them for who may read them, else those of the rows at hand. */
export function useRuleNames(rows: readonly AlertRow[], wanted: boolean): Named[] {
  const api = useApi();
  const mayRead = useMay("rules_read");
  const { data } = useQuery({
    // The page of the rules keeps them under the same key.
    queryKey: ["rules", "list"],
    queryFn: ({ signal }) =>
      call<{ items: { id: string; label: string }[] }>(api, "get", "/v1/rules", { signal }),
    enabled: wanted && mayRead,
    staleTime: 60_000,
  });
  return useMemo(
    () => data?.items.map(({ id, label }) => ({ value: id, label })) ?? rulesOf(rows),
    [data, rows],
  );
}

/** Says the value of a filter in words. */
export function useFilterWords(filters: Filters, rows: readonly AlertRow[]): (name: FilterName) => string {
  const { t } = useTranslation();
  const me = useMe();
  const status = useStatusLabel();
  const rules = useRuleNames(rows, filters.rule !== undefined);
  return useCallback(
    (name) => {
      const { owner, rule, channel } = filters;
      if (name === "status" && filters.status) return status(filters.status);
      if (name === "priority" && filters.priority) return t(`priority.${filters.priority}`);
      if (name === "owner") {
        if (owner === "me" || owner === me.id) return t("filter.me");
        if (owner === "none") return t("filter.none");
        return ownersOf(rows).find(({ id }) => id === owner)?.name ?? t("filter.unknown");
      }
      if (name === "rule") return rules.find(({ value }) => value === rule)?.label ?? t("filter.unknown");
      if (name === "channel") {
        const known = channels.find((one) => one === channel);
        return known ? t(`filter.channels.${known}`) : (channel ?? "");
      }
      return "";
    },
    [filters, me.id, rows, rules, status, t],
  );
}
