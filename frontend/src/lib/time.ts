const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "urgent": a case expires in less than this. */
export const URGENT = 72 * HOUR;

export type Level = "calm" | "soon" | "short" | "late";

export interface TimeLeft {
  level: Level;
  /** Milliseconds left, or past due when late; never negative. */
  amount: number;
  /** Share of the whole delay still left, 0 to 1. */
  share: number;
}

/** How much of a delay is left at `now`. All in milliseconds since the epoch. */
export function timeLeft(start: number, due: number, now: number): TimeLeft {
  if (due <= now) return { level: "late", amount: now - due, share: 0 };
  const share = due > start ? Math.min(1, (due - now) / (due - start)) : 0;
  const level = share < 0.1 ? "short" : share < 0.25 ? "soon" : "calm";
  return { level, amount: due - now, share };
}

export interface Duration {
  days: number;
  hours: number;
  minutes: number;
}

/**
 * The parts of a duration worth showing: days and hours under ten days, whole days above, hours under a day,
 * minutes under an hour. Rounded down.
 */
export function durationParts(milliseconds: number): Duration {
  const days = Math.floor(milliseconds / DAY);
  const hours = Math.floor((milliseconds % DAY) / HOUR);
  const minutes = Math.floor((milliseconds % HOUR) / MINUTE);
  if (days >= 10) return { days, hours: 0, minutes: 0 };
  if (days > 0) return { days, hours, minutes: 0 };
  if (hours > 0) return { days: 0, hours, minutes: 0 };
  return { days: 0, hours: 0, minutes };
}

/** The largest whole unit of an age. */
export function ageParts(milliseconds: number): Duration {
  const { days, hours, minutes } = durationParts(Math.max(0, milliseconds));
  if (days > 0) return { days, hours: 0, minutes: 0 };
  if (hours > 0) return { days: 0, hours, minutes: 0 };
  return { days: 0, hours: 0, minutes };
}

export type Group = "late" | "within72h" | "later";

/** The heading a case stands under in an open section. */
export function groupOf(due: number, now: number): Group {
  if (due <= now) return "late";
  return due - now <= URGENT ? "within72h" : "later";
}

/** Whether an open case expires in less than 72 hours. */
export function isUrgent(row: { status: string; expires_at: string }, now: number): boolean {
  if (row.status === "closed" || row.status === "spam" || row.status === "expired") return false;
  const left = Date.parse(row.expires_at) - now;
  return left > 0 && left < URGENT;
}

/** Days between the calendar dates of two moments in a zone: 0 the same day, 1 the next. */
export function dayDifference(from: number, to: number, zone: string): number {
  return Math.round((midnight(to, zone) - midnight(from, zone)) / DAY);
}

const dateParts = new Map<string, Intl.DateTimeFormat>();

function midnight(moment: number, zone: string): number {
  let format = dateParts.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-CA", {
      timeZone: zone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
    });
    dateParts.set(zone, format);
  }
  return Date.parse(`${format.format(moment)}T00:00:00Z`);
}
