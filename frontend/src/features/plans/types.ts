import type { ComponentType } from "react";
import type { PlanOnCase } from "@/api/treat";

/** The actions of a plan as whoever treats a case sees them; the app hands it in. */
export type PlanActions = ComponentType<{ plan: PlanOnCase }>;
