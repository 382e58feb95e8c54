import type { Place } from "@/api/admin";
import { plain } from "@/lib/plain";
import { type Branch, inTreeOrder, pathOf, within } from "@/lib/tree";

/** A tree that starts folded below its second level when it is larger than this. */
const LARGE = 150;

/** The places whose branches start folded. */
export function firstFolded(places: readonly Place[]): ReadonlySet<string> {
  if (places.length <= LARGE) return new Set();
  const folded = inTreeOrder(places).filter(({ depth, below }) => depth >= 1 && below > 0);
  return new Set(folded.map(({ node }) => node.id));
}

/** What of the tree is shown: all but what lies in a fold, or what a search finds with the way to it. */
export function shownOf(
  places: readonly Place[],
  folded: ReadonlySet<string>,
  search: string,
): Branch<Place>[] {
  const all = inTreeOrder(places);
  const known = new Map(places.map((place) => [place.id, place]));
  const wanted = plain(search.trim());
  if (wanted === "") {
    return all.filter(
      ({ node }) => !pathOf(known, node.id).some(({ id }) => id !== node.id && folded.has(id)),
    );
  }
  const words = ({ name, code, aliases }: Place) => plain([name, code ?? "", ...aliases].join("\n"));
  const found = places.filter((place) => words(place).includes(wanted));
  const way = new Set(found.flatMap(({ id }) => pathOf(known, id).map((step) => step.id)));
  return all.filter(({ node }) => way.has(node.id));
}

/** Where a place may be moved: not into itself, and no deeper than five levels. */
export function parentsFor(places: readonly Place[], moved: Place | null): Branch<Place>[] {
  const own = new Set(moved ? within(places, [moved.id]).map(({ id }) => id) : []);
  const height = moved ? heightOf(places, moved) : 1;
  return inTreeOrder(places).filter(({ node, depth }) => !own.has(node.id) && depth + 1 + height <= LEVELS);
}

const LEVELS = 5;

/** How many levels a place and what is below it take. */
function heightOf(places: readonly Place[], place: Place): number {
  const below = places.filter(({ parent }) => parent === place.id);
  return 1 + Math.max(0, ...below.map((child) => heightOf(places, child)));
}
