import { useMemo } from "react";
import type { PickerOption } from "@/components/ui/Picker";
import { inTreeOrder } from "@/lib/tree";
import { useRecords } from "./records";
import { usePlaces } from "./usePlaces";

/** The tree of places for a picker that takes several, each indented under its parent. */
export function usePlaceOptions(): PickerOption[] {
  const { data } = usePlaces();
  return useMemo(
    () =>
      inTreeOrder(data?.items ?? []).map(({ node, depth }) => ({ value: node.id, label: node.name, depth })),
    [data],
  );
}

/** The names of places and groups, by id. */
export function useScopeNames(): ReadonlyMap<string, string> {
  const { data: places } = usePlaces();
  const { data: groups } = useRecords("groups");
  return useMemo(
    () => new Map([...(places?.items ?? []), ...(groups ?? [])].map(({ id, name }) => [id, name])),
    [places, groups],
  );
}
