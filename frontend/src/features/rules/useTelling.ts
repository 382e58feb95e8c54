import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { usePlaces } from "@/api/usePlaces";
import type { PickerOption } from "@/components/ui/Picker";
import type { Names } from "@/lib/criterion";
import { useFormat } from "@/lib/format";
import { useFields, useKeywordLists } from "./api/useRules";
import type { Telling } from "./criteria/sentence";
import type { FieldInfo } from "./types";

/** The names of what rules hold by id: places, groups, sources and keyword lists. */
export function useNames(): Names {
  const { data: fields } = useFields();
  const { data: lists } = useKeywordLists();
  const { data: places } = usePlaces();
  return useMemo(() => {
    const known = new Map<string, string>();
    for (const { name, values } of fields ?? []) {
      for (const { value, label } of values ?? []) known.set(`${name}/${value}`, label);
    }
    for (const { id, name } of places?.items ?? []) known.set(`place/${id}`, name);
    for (const { id, name } of lists ?? []) known.set(`list/${id}`, name);
    return (field, id) => known.get(`${field}/${id}`);
  }, [fields, lists, places]);
}

/** What telling criteria in words needs. */
export function useTelling(scoreMax: number | null): Omit<Telling, "complete"> {
  const { t } = useTranslation();
  const format = useFormat();
  const names = useNames();
  return useMemo(() => ({ t, format, names, scoreMax }), [t, format, names, scoreMax]);
}

/** The place tree and the groups, for choosing. */
export function usePlaceOptions(fields: readonly FieldInfo[]): PickerOption[] {
  const { t } = useTranslation();
  const { data } = usePlaces();
  return useMemo(() => {
    const items = data?.items ?? [];
    const ids = new Set(items.map(({ id }) => id));
    const below = (parent: string | null, depth: number): PickerOption[] =>
      items
        .filter((place) =>
          parent === null ? !place.parent || !ids.has(place.parent) : place.parent === parent,
        )
        .flatMap(({ id, name }) => [{ value: id, label: name, depth }, ...below(id, depth + 1)]);
    const groups = (fields.find(({ name }) => name === "place")?.values ?? [])
      .filter(({ value }) => !ids.has(value))
      .map((group) => ({ ...group, block: t("rules.value.groups") }));
    return [...below(null, 0), ...groups];
  }, [data, fields, t]);
}
