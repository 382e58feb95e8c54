import { useMemo } from "react";
import type { PlaceItem } from "./types";
import { usePlaces } from "./usePlaces";

/** Places in tree order as the choices of a menu, each indented under its parent. */
export function placeChoices(places: readonly PlaceItem[]): { value: string; label: string }[] {
  const ids = new Set(places.map(({ id }) => id));
  const below = (parent: string | null, depth: number): { value: string; label: string }[] =>
    places
      .filter((place) => (place.parent !== null && ids.has(place.parent) ? place.parent : null) === parent)
      .toSorted((a, b) => a.name.localeCompare(b.name))
      .flatMap(({ id, name }) => [
        { value: id, label: `${"\u2003".repeat(depth)}${name}` },
        ...below(id, depth + 1),
      ]);
  return below(null, 0);
}

/** The places of the person's perimeter as the choices of a menu. */
export function usePlaceChoices() {
  const { data } = usePlaces();
  return useMemo(() => placeChoices(data?.items ?? []), [data]);
}
