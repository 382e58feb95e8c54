import type { Person, TimelineItem } from "@/api/types";
import { type FakeAnswer, type FakeApi, type FakeInput, problem } from "./api";
import type { Kept } from "./make";
import { claire, NOW, nadia, sofiane, yann } from "./people";
import { actOn } from "./treat";

const colleagues = [
  { ...nadia, role: "agent", inside: true, absent_until: null },
  { ...claire, role: "agent", inside: true, absent_until: null },
  { ...sofiane, role: "agent", inside: true, absent_until: "2026-11-30" },
  { ...yann, role: "manager", inside: false, absent_until: null },
  { id: "u-lea", name: "Léa Marchand", role: "manager", inside: true, absent_until: null },
  { id: "u-hugo", name: "Hugo Perrin", role: "agent", inside: false, absent_until: null },
];

const earlier = [
  ["fh1", 9, "high", "Équipe adorable au fromage", "2026-09-12T09:00:00Z"],
  ["fh2", 8, "middle", "Rien à redire", "2026-06-03T09:00:00Z"],
] as const;

const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const ok = (body: unknown): FakeAnswer => ({ status: 200, body });
const gap = (local: string) => /^\d{4}-03-28T02:/.test(local);

/** Passing on, waiting, plans, presence and customers, with the refusals of the real API. */
export class FakeTreat {
  /** Who else has a case open. */
  others: { alert_id: string; person: Person; typing: boolean; since: string }[] = [];
  /** What the page said last of where the person is. */
  beat: unknown = null;

  constructor(private readonly api: FakeApi) {}

  handle(input: FakeInput): FakeAnswer | null {
    const { pathname, searchParams } = input.url;
    if (pathname === "/v1/presence") {
      this.beat = input.body;
      return ok({ items: this.others });
    }
    const respondent = /^\/v1\/respondents\/(.+)$/.exec(pathname)?.[1];
    if (respondent) return ok(this.respondent(decodeURIComponent(respondent)));
    const [, id, command, rest] = /^\/v1\/alerts\/([^/]+)\/([a-z]+)(?:\/(\d+))?$/.exec(pathname) ?? [];
    const kept = this.api.cases.find(({ alert }) => alert.id === id);
    if (!kept || !command) return null;
    if (command === "colleagues") {
      const asked = plain(searchParams.get("q") ?? "");
      return ok({ items: colleagues.filter(({ name }) => plain(name).includes(asked)) });
    }
    if (command === "plan") return kept.alert.plan ? ok(kept.alert.plan) : problem(404, "not_found");
    if (command === "reveal") {
      const n = kept.alert.respondent.id?.slice(2);
      return ok({
        email: `client${n}@exemple.fr`,
        phone: "06 39 98 40 17",
        fields: kept.alert.respondent.fields,
      });
    }
    if (input.method === "PUT" || input.method === "DELETE") return this.note(kept, Number(rest), input);
    return this.command(kept, command, input.body ?? {});
  }

  /** A note with the people it names, as its event has them. */
  noted({ text, mentions = [] }: Record<string, unknown>): TimelineItem["data"] {
    const named = (mentions as string[]).map((id) => this.person(id));
    return named.length > 0 ? { text, mentions: named } : { text };
  }

  private self(): Person {
    return { id: this.api.me.id, name: this.api.me.name };
  }

  private person(id: unknown): Person | null {
    const found = colleagues.find((one) => one.id === id);
    return found ? { id: found.id, name: found.name } : null;
  }

  private note(kept: Kept, version: number, { method, body, url }: FakeInput): FakeAnswer {
    const given = method === "DELETE" ? Number(url.searchParams.get("version")) : body?.version;
    if (given !== kept.alert.version) return problem(409, "stale_version", { current: kept.alert });
    const data = { note: version, ...(method === "PUT" && { text: body?.text }) };
    this.api.act(kept, method === "PUT" ? "note_edited" : "note_deleted", this.self(), data);
    return ok(structuredClone(kept.alert));
  }

  private command(kept: Kept, command: string, body: Record<string, unknown>): FakeAnswer | null {
    const { alert } = kept;
    const known = ["assign", "transfer", "delegate", "share", "hold", "resume", "spam", "unspam", "actions"];
    if (!known.includes(command)) return null;
    if (body.version === undefined) return problem(428, "version_required");
    if (alert.attached_to) return problem(409, "attached", { attached_to: alert.attached_to });
    if (body.version !== alert.version) return problem(409, "stale_version", { current: alert });
    const made = this.event(kept, command, body);
    if ("status" in made) return made;
    this.api.act(kept, made.type, this.self(), made.data);
    if (made.type === "acted") this.afterAct(kept, body);
    return ok(structuredClone(alert));
  }

  private event(
    { alert }: Kept,
    command: string,
    body: Record<string, unknown>,
  ): FakeAnswer | { type: TimelineItem["type"]; data: TimelineItem["data"] } {
    switch (command) {
      case "assign": {
        if (body.to === null) return { type: "unassigned", data: { from: alert.owner } };
        const to = this.person(body.to);
        return to ? { type: "assigned", data: { to, from: alert.owner } } : problem(422, "unknown_person");
      }
      case "transfer": {
        const to = this.person(body.to);
        const outside = colleagues.some(({ id, inside }) => id === body.to && !inside);
        if (!to) return problem(422, "unknown_person");
        return { type: "transferred", data: { to, from: alert.owner, outside, note: body.note } };
      }
      case "delegate":
        if (!body.to && alert.place?.id === "p-brest") return problem(422, "no_delegate");
        return {
          type: "delegated",
          data: { address: body.to ?? "service.client@halles-verdier.example", note: body.note },
        };
      case "share":
        return {
          type: "shared",
          data: { with: (body.with as string[]).map((id) => this.person(id)), note: body.note },
        };
      case "hold": {
        const until = body.until as string | null;
        if (until && gap(until)) {
          const neighbours = ["2027-03-28T00:59:00Z", "2027-03-28T01:00:00Z"];
          return problem(422, "nonexistent_local_time", { neighbours });
        }
        const at = until && new Date(until.length === 16 ? `${until}+01:00` : until);
        if (at && at.getTime() <= NOW) return problem(422, "out_of_range");
        return {
          type: "held",
          data: { until: at ? at.toISOString() : null, or_reply: body.or_reply, note: body.note },
        };
      }
      case "actions": {
        const refused = actOn(alert, body, this.self(), new Date(NOW).toISOString());
        if (refused) return problem(422, refused);
        const done = alert.plan?.activities.at(-1);
        return { type: "acted", data: { ...done } };
      }
      default:
        return {
          type: command === "resume" ? "resumed" : command === "spam" ? "spammed" : "unspammed",
          data: {},
        };
    }
  }

  /** A plan that ends tells so, and closes the case if its exit state does. */
  private afterAct(kept: Kept, body: Record<string, unknown>): void {
    const { plan } = kept.alert;
    const exit = plan?.exit_states.find(({ id }) => id === plan.exit_state);
    if (!plan?.closed_at || !exit) return;
    this.api.act(kept, "plan_closed", this.self(), { exit_state: { id: exit.id, label: exit.label } });
    if (exit.closes_alert) {
      this.api.act(kept, "closed", this.self(), { reason: exit.reason, note: body.note ?? null });
    }
  }

  private respondent(id: string): object {
    const own = this.api.cases.filter(({ alert }) => alert.respondent.id === id);
    const rows = own.map(({ alert }) => ({
      type: "alert",
      row: { ...alert, attached: alert.attached.length, motive: alert.motive?.id ?? null, plan: null },
    }));
    const place = { id: "p-lyon", name: "Lyon Part-Dieu" };
    const answers = earlier.map(([feedback, value, kind, excerpt, submitted_at]) => ({
      type: "feedback",
      id: feedback,
      submitted_at,
      score: { value, min: 0, max: 10, kind: "nps", class: kind },
      excerpt,
      place,
    }));
    const first = own[0]?.alert.respondent;
    return {
      id,
      name: first?.name ?? null,
      tier: first?.tier ?? null,
      fields: first?.fields ?? [],
      sight: first?.sight ?? "shown",
      history: { items: id === "r-3" ? [...rows, ...answers] : rows, next_cursor: null },
    };
  }
}
