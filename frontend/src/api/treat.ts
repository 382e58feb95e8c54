import type { components } from "./schema";

type Schemas = components["schemas"];

/** What treating a case is made of, by the names the screens use. */
export type Person = Schemas["PersonOut"];
export type Command = Schemas["Command"];
export type EventType = Schemas["EventType"];
export type ContactChannel = Schemas["ContactIn"]["channel"];
/** A line of the customer panel; a masked one says that there is a value, not which. */
export type CustomerField = Schemas["functions__api__schemas__alerts__FieldOut"];
export type PlanOnCase = Schemas["PlanOnCase"];
export type PlanAction = PlanOnCase["actions"][number];
export type PlanStatus = PlanAction["statuses"][number];
export type ExitState = PlanOnCase["exit_states"][number];
export type Activity = PlanOnCase["activities"][number];
