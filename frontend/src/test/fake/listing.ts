import type { Alert, AlertRow, Counts, Section } from "@/api/types";
import { sections } from "@/api/types";
import { isWithin, NOW } from "./people";

const URGENT = 72 * 3_600_000;
const filed: Partial<Record<string, Alert["status"]>> = { done: "closed", spam: "spam" };

/** The row of a case, as the lists of the real API give it. */
export function rowOf(alert: Alert): AlertRow {
  const { place, motive, plan, attached, hold, ...row } = alert;
  return {
    ...row,
    place: place && { id: place.id, name: place.name },
    motive: motive?.id ?? null,
    plan: plan && { done: plan.activities.length, closed: plan.closed_at !== null },
    attached: attached.length,
    rules: alert.triggers.map(({ rule_id }) => rule_id),
    tags: [],
    hold: hold && { until: hold.until, or_reply: hold.or_reply },
  };
}

function inSection(alert: Alert, section: Section, me: string): boolean {
  if (alert.attached_to) return false;
  const state = alert.status === "closed" || alert.status === "spam" ? alert.status : null;
  if (filed[section] || state) return filed[section] === state;
  if (section === "on_hold" || alert.hold) return section === "on_hold" && alert.hold !== null;
  if (section === "alerts") return alert.kind === "alert";
  if (section === "messages") return alert.kind === "message";
  if (section === "mine") return alert.owner?.id === me;
  if (section === "unassigned") return alert.owner === null;
  if (section === "late") return Date.parse(alert.due_at) <= NOW;
  return true;
}

type Wanted = URLSearchParams;

function passes(alert: Alert, wanted: Wanted, me: string, groups: Record<string, string[]>): boolean {
  const asked = (name: string) => wanted.get(name);
  const place = asked("place");
  const group = asked("group");
  const owner = asked("owner");
  if (place && !isWithin(alert.place?.id, place)) return false;
  if (group && !(groups[group] ?? []).some((one) => isWithin(alert.place?.id, one))) return false;
  if (owner && (owner === "none" ? null : owner === "me" ? me : owner) !== (alert.owner?.id ?? null))
    return false;
  for (const name of ["status", "priority", "channel"] as const) {
    if (asked(name) && asked(name) !== alert[name]) return false;
  }
  if (asked("rule") && !alert.triggers.some(({ rule_id }) => rule_id === asked("rule"))) return false;
  const left = Date.parse(alert.expires_at) - NOW;
  return asked("urgent") !== "true" || (left > 0 && left < URGENT);
}

const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function holds(alert: Alert, q: string): boolean {
  if (plain(alert.reference) === plain(q) || alert.id === q) return true;
  const words = plain(`${alert.respondent_name ?? ""} ${alert.comment ?? ""}`).split(/[^\p{L}\d]+/u);
  return plain(q)
    .split(/\s+/)
    .every((term) => words.includes(term));
}

export interface Listing {
  cases: readonly { alert: Alert }[];
  me: string;
  groups: Record<string, string[]>;
  /** Rows that one request looks at: a filter that few pass brings short pages. */
  looked: number;
}

function inOrder(listing: Listing, section: Section | null): Alert[] {
  const rows = listing.cases
    .map(({ alert }) => alert)
    .filter((alert) => (section ? inSection(alert, section, listing.me) : !alert.attached_to));
  return rows.sort((a, b) => (section && filed[section] ? 1 : a.due_at < b.due_at ? -1 : 1));
}

/** All cases that a list matches. */
export function matching(listing: Listing, wanted: Wanted): Alert[] {
  const section = (wanted.get("section") ?? (wanted.get("q") ? null : "inbox")) as Section | null;
  const q = wanted.get("q");
  return inOrder(listing, section).filter(
    (alert) => passes(alert, wanted, listing.me, listing.groups) && (!q || holds(alert, q)),
  );
}

/** A page of a list; the marker of the next one is where it goes on. */
export function pageOf(listing: Listing, wanted: Wanted): { items: AlertRow[]; next_cursor: string | null } {
  const section = (wanted.get("section") ?? (wanted.get("q") ? null : "inbox")) as Section | null;
  const all = inOrder(listing, section);
  const passing = new Set(matching(listing, wanted));
  const limit = Number(wanted.get("limit") ?? 25);
  const items: AlertRow[] = [];
  let at = Number(wanted.get("cursor") ?? 0);
  const end = Math.min(all.length, at + listing.looked);
  for (; at < end && items.length < limit; at += 1) {
    const alert = all[at];
    if (alert && passing.has(alert)) items.push(rowOf(alert));
  }
  const rest = all.slice(at).some((alert) => passing.has(alert)) || end < all.length;
  return { items, next_cursor: rest && at < all.length ? String(at) : null };
}

export function countsOf(listing: Listing, wanted: Wanted): Counts {
  const counted = sections.map((section) => {
    const asked = new URLSearchParams(wanted);
    asked.set("section", section);
    const { length } = matching(listing, asked);
    return [section, { count: Math.min(99, length), more: length > 99 }];
  });
  return Object.fromEntries(counted) as Counts;
}
