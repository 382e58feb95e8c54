import type { Absence } from "@/api/admin";
import { dayAfter, dayOf, startOfDay } from "@/lib/days";

/** An absence as people write it: the first and the last day away, both included. */
export interface AbsenceDays {
  from: string;
  to: string;
  replacement: string | null;
}

export function asDays(absence: Absence | null, zone: string): AbsenceDays {
  if (!absence) return { from: "", to: "", replacement: null };
  // The end is exclusive: a moment before it is still the last day.
  const last = new Date(Date.parse(absence.until) - 1).toISOString();
  return { from: dayOf(absence.since, zone), to: dayOf(last, zone), replacement: absence.replacement };
}

export function fromDays({ from, to, replacement }: AbsenceDays, zone: string): Absence {
  return { since: startOfDay(from, zone), until: startOfDay(dayAfter(to), zone), replacement };
}

/** Whether it is going on, still to come, or over. */
export function stageOf(absence: Absence | null, now: number): "none" | "coming" | "now" {
  if (!absence || Date.parse(absence.until) <= now) return "none";
  return Date.parse(absence.since) <= now ? "now" : "coming";
}
