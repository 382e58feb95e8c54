import type { Problem } from "@/api/problem";
import { addDays, toLocal, weekdayOf } from "@/lib/local";

export const presets = ["tomorrow", "monday", "week"] as const;
export type Preset = (typeof presets)[number];

const MORNING = "09:00";

/** The local time a preset stands for: tomorrow at 9, the next Monday at 9, the same day next week at 9. */
export function presetTime(preset: Preset, now: number, zone: string): string {
  const today = toLocal(now, zone).slice(0, 10);
  const days = { tomorrow: 1, monday: 8 - weekdayOf(today), week: 7 }[preset];
  return `${addDays(today, days)}T${MORNING}`;
}

/** The presets that differ from those before: on a Sunday tomorrow is Monday. */
export function presetTimes(now: number, zone: string): { preset: Preset; local: string }[] {
  const all = presets.map((preset) => ({ preset, local: presetTime(preset, now, zone) }));
  return all.filter(({ local }, index) => all.findIndex((other) => other.local === local) === index);
}

/** The two moments around a local time that does not exist, when that is what was refused. */
export function neighboursOf(problem: Problem | null): string[] {
  if (problem?.code !== "nonexistent_local_time") {
    const fault = problem?.faults.find(({ code }) => code === "nonexistent_local_time");
    if (!fault) return [];
  }
  return [...(problem?.neighbours ?? [])];
}
