import type { Alert, Command } from "@/api/types";

/** The dialogs of a case, besides the one that closes it. */
export type DialogName = "hold" | "assign" | "transfer" | "delegate" | "share" | "reopen";

/** What the toolbar and the menus of a case start. Those that ask something first open a dialog. */
export interface Actions {
  take: () => void;
  close: () => void;
  ask: (dialog: DialogName) => void;
  resume: () => void;
  spam: () => void;
  unspam: () => void;
  /** Commands under way. */
  busy: ReadonlySet<Command>;
}

export interface Treated {
  alert: Alert;
  actions: Actions;
}
