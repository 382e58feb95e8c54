import type { Settings } from "@/api/admin";

/** The pages of the settings, and what of the settings each one writes. */
export const parts = {
  cases: ["view", "labels", "take_next", "attach_repeats", "delegate_to"],
  delays: ["targets", "other_channels", "calendar", "hold_pauses", "remind_before", "escalation"],
  priorities: ["priorities", "repeat_raises", "p1_warning", "loyalty"],
  customer: ["panel", "contact"],
} as const satisfies Record<string, readonly (keyof Settings)[]>;

export type PartName = keyof typeof parts;
export const partNames = Object.keys(parts) as PartName[];
export type PartOf<P extends PartName> = Pick<Settings, (typeof parts)[P][number]>;

export function isPart(value: unknown): value is PartName {
  return partNames.includes(value as PartName);
}

/** What one page writes of the settings. */
export function partOf<P extends PartName>(name: P, settings: Settings): PartOf<P> {
  return Object.fromEntries(parts[name].map((key) => [key, settings[key]])) as PartOf<P>;
}

/** The parts that were changed: only these are sent. */
export function changedIn<T extends object>(draft: T, before: T): Partial<T> {
  const names = Object.keys(draft) as (keyof T)[];
  return Object.fromEntries(
    names
      .filter((name) => JSON.stringify(draft[name]) !== JSON.stringify(before[name]))
      .map((name) => [name, draft[name]]),
  ) as Partial<T>;
}

/** Whether a status has a name of the house in one language only. */
export function halfNamed(labels: Settings["labels"]): boolean {
  return Object.values(labels).some(({ fr, en }) => (fr.trim() === "") !== (en.trim() === ""));
}
