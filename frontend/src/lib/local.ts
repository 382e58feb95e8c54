const DAY = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-CA", {
      timeZone: zone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
    formats.set(zone, format);
  }
  return format;
}

/** A moment as the clocks of a zone show it: "2026-11-24T09:00". */
export function toLocal(moment: number, zone: string): string {
  const parts = Object.fromEntries(
    clockOf(zone)
      .formatToParts(moment)
      .map(({ type, value }) => [type, value]),
  );
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`;
}

/**
 * The moments at which the clocks of a zone show a local time, the earlier first: one as a rule, two in the hour
 * that comes twice in autumn, none in the one that is left out in spring.
 */
export function fromLocal(local: string, zone: string): number[] {
  const wall = Date.parse(`${local}Z`);
  if (Number.isNaN(wall)) return [];
  const offsets = [wall - DAY, wall + DAY].map((near) => Date.parse(`${toLocal(near, zone)}Z`) - near);
  const found = offsets.map((offset) => wall - Math.round(offset / 60_000) * 60_000);
  return [...new Set(found)].filter((moment) => toLocal(moment, zone) === local).sort((a, b) => a - b);
}

/** The local date some days after another one: dates are counted, not hours. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

/** 1 for Monday to 7 for Sunday. */
export function weekdayOf(date: string): number {
  return new Date(`${date}T00:00Z`).getUTCDay() || 7;
}
