/** How far a zone is ahead of UTC at a moment, in milliseconds. */
function ahead(moment: number, zone: string): number {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  const part = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, value]));
  const local = Date.parse(
    `${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}:${part.second}Z`,
  );
  return local - Math.floor(moment / 1000) * 1000;
}

/** The moment a day (YYYY-MM-DD) begins in a zone, as UTC ISO text. */
export function startOfDay(day: string, zone: string): string {
  const utc = Date.parse(`${day}T00:00:00Z`);
  // The second look is for days on which the clocks change.
  const guess = utc - ahead(utc, zone);
  return new Date(utc - ahead(guess, zone)).toISOString().replace(".000Z", "Z");
}

/** The day (YYYY-MM-DD) of a moment in a zone. */
export function dayOf(moment: string, zone: string): string {
  return new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).format(Date.parse(moment));
}

/** The day so many days after another one. */
export function dayAfter(day: string, days = 1): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
