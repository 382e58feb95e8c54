import { useSyncExternalStore } from "react";

/**
 * `full`: navigation, list, case, customer. `rail`: the same with a folded navigation. `drawer`: the customer
 * opens over the page. `single`: list or case. `phone`: one screen at a time, bottom bar.
 */
export type Layout = "full" | "rail" | "drawer" | "single" | "phone";

const steps: readonly [Layout, string][] = [
  ["full", "(min-width: 1360px)"],
  ["rail", "(min-width: 1180px)"],
  ["drawer", "(min-width: 1024px)"],
  ["single", "(min-width: 640px)"],
];

function current(): Layout {
  return steps.find(([, query]) => window.matchMedia(query).matches)?.[0] ?? "phone";
}

function subscribe(listener: () => void): () => void {
  const queries = steps.map(([, query]) => window.matchMedia(query));
  for (const query of queries) query.addEventListener("change", listener);
  return () => {
    for (const query of queries) query.removeEventListener("change", listener);
  };
}

export function useLayout(): Layout {
  return useSyncExternalStore(subscribe, current);
}

/** Whether the list and the case stand side by side. */
export function isWide(layout: Layout): boolean {
  return layout === "full" || layout === "rail" || layout === "drawer";
}

/** Whether the action plan has a column of its own, the navigation folded beside it. */
export function hasPlanColumn(layout: Layout): boolean {
  return layout === "full";
}

/** Whether the customer has a column of its own. */
export function hasCustomerColumn(layout: Layout): boolean {
  return layout === "full" || layout === "rail";
}
