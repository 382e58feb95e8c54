import type { components } from "./schema";

export type { Command, ContactChannel, EventType, Person } from "./treat";

type Schemas = components["schemas"];

export type AlertRow = Schemas["AlertRow"];
export type AlertPage = Schemas["AlertPage"];
export type Alert = Schemas["Alert"];
export type Counts = Record<Section, { count: number; more: boolean }>;
export type Condition = Schemas["ConditionOut"];
export type TimelineItem = Schemas["EventOut"];
export type Timeline = Schemas["Timeline"];
export type Score = Schemas["ScoreOut"];
export type PlaceItem = Schemas["PlaceList"]["items"][number];
export type Me = Schemas["Me"];
export type Reason = Schemas["ReasonOut"];
export type ReasonRef = Schemas["ReasonRef"];
export type ContactOutcome = Schemas["ContactIn"]["outcome"];
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
  neighbours?: string[] | null;
}

/** The sections of the inbox: the open ones and what waits, the queues, then what is filed. */
export const sections = [
  "inbox",
  "on_hold",
  "alerts",
  "messages",
  "mine",
  "unassigned",
  "late",
  "done",
  "spam",
] as const;
export type Section = (typeof sections)[number];

export function isSection(value: unknown): value is Section {
  return sections.includes(value as Section);
}
