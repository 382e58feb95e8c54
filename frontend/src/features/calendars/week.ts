import type { Calendar, Span } from "@/api/admin";
import type { Written } from "@/api/records";

export type CalendarDraft = Written<Calendar>;

const DAY: Span[] = [["09:00", "18:00"]];

/** What is written of a calendar; a new one is open on weekdays. */
export function draftOf(calendar: Calendar | null, zone: string): CalendarDraft {
  if (!calendar) {
    return {
      name: "",
      zone,
      week: [DAY, DAY, DAY, DAY, DAY, [], []],
      country: null,
      subdivision: null,
      closed: [],
      special: {},
    };
  }
  const { id: _, version: __, used_by: ___, ...draft } = calendar;
  return draft;
}

/** "24:00" is the end of the day; inputs of a browser know "00:00" only. */
export const shownUntil = (until: string) => (until === "24:00" ? "00:00" : until);
export const readUntil = (until: string) => (until === "00:00" ? "24:00" : until);

export type SpanFault = "blank" | "backwards" | "overlap";

/** What is wrong with each span of a day: it must end after it starts, and after the one before it. */
export function faultsOf(spans: readonly Span[]): (SpanFault | null)[] {
  return spans.map(([from, until], index) => {
    if (from === "" || until === "") return "blank";
    if (until <= from) return "backwards";
    const before = spans[index - 1];
    return before && before[1] !== "" && from < before[1] ? "overlap" : null;
  });
}

/** Whether every day of a calendar can be kept. */
export function isWell({ week, special }: Pick<CalendarDraft, "week" | "special">): boolean {
  return [...week, ...Object.values(special)].every((spans) => faultsOf(spans).every((fault) => !fault));
}

/** A further span of a day, after the ones it has. */
export function withSpan(spans: readonly Span[]): Span[] {
  const last = spans.at(-1);
  if (!last) return [["09:00", "18:00"]];
  // A day that ends late has no room: the times are left to be written.
  return [...spans, last[1] < "14:00" ? ["14:00", "18:00"] : ["", ""]];
}

/** The hours of one day given to all weekdays that are open. */
export function copiedToOpen(week: readonly Span[][], from: number): Span[][] {
  const spans = week[from] ?? [];
  return week.map((day) => (day.length > 0 ? spans : day));
}

export interface PreviewDay {
  date: string;
  open: Span[];
  holiday: string | null;
}

/** Days in rows from Monday to Sunday; null where a row begins or ends outside. */
export function inWeeks(days: readonly PreviewDay[]): (PreviewDay | null)[][] {
  const first = days[0];
  if (!first) return [];
  const before = (new Date(`${first.date}T00:00:00Z`).getUTCDay() + 6) % 7;
  const cells: (PreviewDay | null)[] = [...Array.from({ length: before }, () => null), ...days];
  while (cells.length % 7 !== 0) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_, row) => cells.slice(row * 7, row * 7 + 7));
}
