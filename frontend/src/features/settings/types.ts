import type { ComponentType } from "react";
import type { Fault } from "@/api/types";

type Criteria = Record<string, unknown>;

/** The editor of criteria that the rules have; the app hands it in. */
export type CriteriaEditor = ComponentType<{
  value: Criteria;
  faults: readonly Fault[];
  showMissing: boolean;
  onChange: (criteria: Criteria, whole: boolean) => void;
}>;

/** Criteria in words. */
export type CriteriaWords = ComponentType<{ value: Criteria }>;

export interface CriteriaParts {
  Editor: CriteriaEditor;
  Words: CriteriaWords;
}
