/** What happens to cases, as their timelines name it. */
export const caseTypes = [
  "raised",
  "reevaluated",
  "placed",
  "taken",
  "assigned",
  "unassigned",
  "transferred",
  "delegated",
  "shared",
  "noted",
  "note_edited",
  "note_deleted",
  "contacted",
  "held",
  "resumed",
  "returned",
  "acted",
  "plan_closed",
  "closed",
  "reopened",
  "expired",
  "spammed",
  "unspammed",
  "reminded",
  "escalated",
  "attached",
  "moved",
  "retimed",
  "contact_seen",
  "contact_revealed",
] as const;

/** What happens to the account. */
export const accountTypes = ["created", "changed", "restored", "deleted"] as const;

export const knownTypes = [...caseTypes, ...accountTypes] as const;
export type KnownType = (typeof knownTypes)[number];

/** Kinds of records that a line of the log may be about. */
export const subjectKinds = [
  "user",
  "place",
  "group",
  "plan",
  "reason",
  "motive",
  "department",
  "calendar",
  "settings",
  "rule",
  "source",
  "list",
] as const;
export type SubjectKind = (typeof subjectKinds)[number];
