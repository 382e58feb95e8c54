import type { Problem } from "@/api/problem";
import type { Command } from "@/api/types";
import { createStore } from "./store";

/** What became of a request that failed, shown at the case or, elsewhere, above the list. */
export interface Notice {
  alertId: string;
  /** Who the case is about, for a notice shown away from the case. */
  name: string;
  action: Command;
  problem: Problem;
  /** Sends the same request again, on the case as it is now. */
  retry: () => void;
}

/** Somebody else changed the case first. */
export function isConflict({ problem }: Notice): boolean {
  return problem.status === 409;
}

const store = createStore<readonly Notice[]>([]);

export const useNotices = store.use;

/** Shows a notice; an older one of the same case goes. */
export function addNotice(notice: Notice): void {
  store.set((now) => [...now.filter(({ alertId }) => alertId !== notice.alertId), notice]);
}

export function dropNotice(alertId: string): void {
  store.set((now) => now.filter((notice) => notice.alertId !== alertId));
}
