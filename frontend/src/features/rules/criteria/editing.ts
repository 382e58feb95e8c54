import { createContext, useContext } from "react";
import type { PickerOption } from "@/components/ui/Picker";
import type { Names } from "@/lib/criterion";
import type { FieldInfo, KeywordList } from "../types";
import type { NodeFaults } from "./faults";
import type { Criteria } from "./tree";

/** What every line of the criteria editor needs to know. */
export interface Editing {
  fields: readonly FieldInfo[];
  lists: readonly KeywordList[];
  places: readonly PickerOption[];
  names: Names;
  /** The highest score where all feedback has one scale. */
  scoreMax: number | null;
  faults: Map<string, NodeFaults>;
  /** Marks what is not filled in: after the first try to save. */
  showMissing: boolean;
  readOnly: boolean;
  change: (next: (criteria: Criteria) => Criteria) => void;
}

export const EditingContext = createContext<Editing | null>(null);

export function useEditing(): Editing {
  const editing = useContext(EditingContext);
  if (!editing) throw new Error("useEditing needs EditingContext above it");
  return editing;
}
