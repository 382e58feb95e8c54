import type { Right } from "@/lib/rights";

const every: Right[] = [
  "see_contact",
  "treat",
  "assign",
  "bulk",
  "rules",
  "rules_read",
  "settings",
  "people",
  "invite",
  "audit",
];

/** The rights of who administers the account. */
export const adminRights = every;
/** The rights of who answers for a region. */
export const managerRights = every.filter((right) => !["rules", "settings", "people"].includes(right));
/** The rights of who works on cases. */
export const agentRights = ["see_contact", "treat", "assign", "bulk"] as Right[];
