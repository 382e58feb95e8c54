import type { ContactChannel, ContactOutcome, Person } from "@/api/types";

/** What was typed into the composer of a case and not sent yet. */
export interface ComposerDraft {
  note: string;
  /** The people named in the note. */
  people?: Person[];
  call: {
    note: string;
    outcome: ContactOutcome | null;
    channel: ContactChannel;
    /** Local time of a contact logged later than it took place. */
    at?: string | null;
  };
}

export interface ClosingDraft {
  reason: string | null;
  note: string;
}

export const emptyComposer: ComposerDraft = { note: "", call: { note: "", outcome: null, channel: "phone" } };
export const emptyClosing: ClosingDraft = { reason: null, note: "" };

export function composerDraftKey(alertId: string): string {
  return `case.${alertId}`;
}

export function planDraftKey(alertId: string): string {
  return `plan.${alertId}`;
}

export function closingDraftKey(alertId: string): string {
  return `close.${alertId}`;
}
