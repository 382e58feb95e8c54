import type { components } from "./schema";

type Schemas = components["schemas"];

export type AlertRow = Schemas["AlertRow"];
export type AlertPage = Schemas["AlertPage"];
export type Alert = Schemas["Alert"];
export type Counts = Schemas["Counts"];
export type Condition = Schemas["ConditionOut"];
export type Timeline = Schemas["Timeline"];
export type TimelineItem = Schemas["EventOut"];
export type Score = Schemas["ScoreOut"];
export type PlaceItem = Schemas["PlaceListed"];
export type Me = Schemas["Me"];
export type Reason = Schemas["ReasonOut"];
export type ReasonRef = Schemas["ReasonRef"];
export type ContactChannel = Schemas["ContactIn"]["channel"];
export type ContactOutcome = Schemas["ContactIn"]["outcome"];
export type Command = Schemas["Command"];
export type Status = AlertRow["status"];
export type Priority = AlertRow["priority"];

/** One place of a request that was refused: `path` is a JSON path into its body. */
export interface Fault {
  path: string;
  code: string;
  message: string;
}

/** A problem document (RFC 9457); `current` comes with a stale version only. */
export interface ProblemBody {
  type: string;
  title: string;
  status: number;
  code: string;
  detail?: string | null;
  request_id?: string | null;
  errors?: Fault[] | null;
  current?: Alert | null;
}

/** The sections of the inbox: the open ones, then the closed one. */
export const sections = ["inbox", "alerts", "messages", "mine", "unassigned", "late", "done"] as const;
export type Section = (typeof sections)[number];

export function isSection(value: unknown): value is Section {
  return sections.includes(value as Section);
}
