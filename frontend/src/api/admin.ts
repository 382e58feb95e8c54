import type { components } from "./schema";
import type { Me } from "./types";

type Schemas = components["schemas"];

/** What an admin keeps: people, places, words, plans, calendars and settings. */
export type Label = Schemas["Localized"];
export type Role = Me["role"];
export const roles = ["admin", "manager", "agent", "viewer"] as const satisfies readonly Role[];
export const priorities = ["P1", "P2", "P3"] as const;

export type Absence = Schemas["AbsenceOut"];
export type User = Schemas["UserOut"];
export type Place = Schemas["PlaceList"]["items"][number];
export type Group = Schemas["GroupList"]["items"][number];
export type Reason = Schemas["KeptReason"];
export type Motive = Schemas["MotiveOut"];
export type Department = Schemas["DepartmentOut"];
export type Plan = Schemas["PlanOut"];
export type Action = Plan["actions"][number];
/** `again_in`: seconds after which to try again; only where the action stays open. */
export type ActionStatus = Action["statuses"][number];
export type ExitState = Plan["exit_states"][number];

/** An open span of a day, "09:00" to "12:30"; "24:00" is its end. */
export type Span = [from: string, until: string];

/** A calendar; its week runs from Monday to Sunday, closed days and special ones are days of the house. */
export type Calendar = Omit<Schemas["CalendarOut"], "week" | "special"> & {
  week: Span[][];
  special: Record<string, Span[]>;
};

/** Seconds per priority until a customer should hear from us. */
export type Target = Schemas["TargetOut"];
export type Criterion = Schemas["CriterionOut"];
export type PanelField = Schemas["PanelFieldOut"];

export const statuses = ["new", "assigned", "contacted", "closed", "expired", "spam"] as const;
export type CaseStatus = (typeof statuses)[number];
export type Sight = Schemas["SightName"];

/** All that is set once per account. The description of the API has no type for keys that are a choice. */
export type Settings = Omit<Schemas["SavedSettings"], "labels" | "contact"> & {
  labels: Partial<Record<CaseStatus, Label>>;
  contact: Record<Role, Sight>;
};
