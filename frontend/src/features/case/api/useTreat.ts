import type { Alert } from "@/api/types";
import { useCommand } from "./useCommand";

type Done<Args = void> = Parameters<typeof useCommand<Args>>[0]["onDone"];

export interface HoldArgs {
  /** A moment with its zone, or a local time of the tenant's zone; null with `or_reply`. */
  until: string | null;
  or_reply: boolean;
  note: string | null;
}

/** Parks a case until a moment, until the customer replies, or whichever comes first. */
export const useHold = (onDone?: Done<HoldArgs>) =>
  useCommand<HoldArgs>({ action: "hold", inPlace: true, onDone });

/** Ends a hold before its time. */
export const useResume = (onDone?: Done) => useCommand({ action: "resume", onDone });

/** Gives a case to a colleague, or to nobody. */
export const useAssign = (onDone?: Done<{ to: string | null }>) =>
  useCommand<{ to: string | null }>({ action: "assign", inPlace: true, onDone });

/** Hands a case over with a word to its new owner. */
export const useTransfer = (onDone?: Done<{ to: string; note: string | null }>) =>
  useCommand<{ to: string; note: string | null }>({ action: "transfer", inPlace: true, onDone });

/** Hands a case to customer service: the address of the place unless one is given. */
export const useDelegate = (onDone?: Done<DelegateArgs>) =>
  useCommand<DelegateArgs>({ action: "delegate", inPlace: true, onDone });

export interface DelegateArgs {
  to: string | null;
  note: string | null;
  unmasked: boolean;
}

/** Shows a case to colleagues; nothing else changes. */
export const useShare = (onDone?: Done<{ with: string[]; note: string | null }>) =>
  useCommand<{ with: string[]; note: string | null }>({ action: "share", inPlace: true, onDone });

export const useSpam = (onDone?: Done) => useCommand({ action: "spam", onDone });
export const useUnspam = (onDone?: Done) => useCommand({ action: "unspam", onDone });

export interface ActArgs {
  action: string;
  status: string;
  comment: string | null;
  closes_plan: boolean | null;
  exit_state: string | null;
  note: string | null;
}

/** Does one action of the plan. */
export const useAct = (onDone?: (alert: Alert) => void) =>
  useCommand<ActArgs>({ action: "act", path: "actions", inPlace: true, onDone });
