import type { components } from "@/api/schema";

type Schemas = components["schemas"];

/** What is written of a rule. Its criteria stay unread here: `opened` reads them for editing. */
export type RuleBody = Pick<
  Schemas["RuleOut"],
  | "label"
  | "kind"
  | "priority"
  | "expires_in"
  | "notify"
  | "status"
  | "paused_until"
  | "criteria"
  | "owners"
  | "assign"
>;
/** Whose the cases of a rule are: by place an owner, or its people in turn. */
export type Routing = Partial<Pick<RuleBody, "owners" | "assign">>;
export type Rule = Schemas["RuleOut"];
export type RuleVersion = Schemas["RuleVersionOut"];
export type Finding = Schemas["Finding"];
export type FindingListed = Schemas["FindingListed"];
export type FieldInfo = Schemas["functions__api__schemas__rules__FieldOut"];
export type FieldType = FieldInfo["type"];
export type Checked = Schemas["Checked"];
export type Impact = Schemas["Impact"];
export type Sample = Schemas["SampleOut"];
export type KeywordList = Schemas["KeywordListOut"];
export type Job = Schemas["JobOut"];
