export const units = { minutes: 60, hours: 3600, days: 86_400 } as const;
export type Unit = keyof typeof units;
export const unitNames = Object.keys(units) as Unit[];

/** Up to here people say hours: 72 h, not 3 days. */
const SAID_IN_HOURS = 72 * units.hours;

/** The largest unit that a time is a whole number of. */
export function largestUnit(seconds: number): Unit {
  if (seconds === 0) return "hours";
  const found = unitNames.findLast((unit) => seconds % units[unit] === 0) ?? "minutes";
  return found === "days" && seconds <= SAID_IN_HOURS ? "hours" : found;
}
