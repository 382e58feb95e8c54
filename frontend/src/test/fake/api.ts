import type { Alert, Me, TimelineItem } from "@/api/types";
import { seedGroups } from "./admin";
import { FakeAdmin } from "./adminApi";
import { FakeBulk } from "./bulkApi";
import { seedCases } from "./cases";
import { countsOf, type Listing, pageOf } from "./listing";
import { FakeLists } from "./listsApi";
import type { Kept } from "./make";
import { NOW, me as nadia } from "./people";
import { FakeRules } from "./rulesApi";
import { FakeSources } from "./sourcesApi";
import { applyTreating } from "./treat";
import { FakeTreat } from "./treatApi";

export interface FakeAnswer {
  status: number;
  body: unknown;
}

export interface FakeInput {
  method: string;
  url: URL;
  body?: Record<string, unknown> | null;
  key?: string | null;
}

type Override = (input: FakeInput) => FakeAnswer | undefined;

/** An API of our own in memory, with the shapes and refusals of the real one. */
export class FakeApi {
  readonly me: Me;
  cases: Kept[];
  readonly rules = new FakeRules();
  readonly sources = new FakeSources();
  readonly lists = new FakeLists();
  readonly treat = new FakeTreat(this);
  readonly admin = new FakeAdmin();
  readonly bulk = new FakeBulk(this);
  /** Rows that one request for a list looks at. */
  looked = Number.POSITIVE_INFINITY;
  /** Requests seen, as "POST /v1/alerts/…". */
  readonly calls: string[] = [];
  readonly keys: string[] = [];
  /** Answers instead of the fake when it returns something. */
  override: Override | null = null;
  private events = 0;

  constructor({ extra = 16, me = {} as Partial<Me> } = {}) {
    this.me = { ...nadia, ...me };
    this.cases = seedCases(extra);
  }

  handle(input: FakeInput): FakeAnswer {
    const path = input.url.pathname;
    this.calls.push(`${input.method} ${path}`);
    if (input.key) this.keys.push(input.key);
    const replaced = this.override?.(input);
    if (replaced) return replaced;
    if (path === "/v1/me") return ok(this.me);
    const ofAdmin = this.admin.handle(input);
    if (ofAdmin) return ofAdmin;
    const ofRules = this.lists.handle(input) ?? this.rules.handle(input) ?? this.sources.handle(input);
    if (ofRules) return ofRules;
    if (path === "/v1/alerts") return ok(pageOf(this.listing(), input.url.searchParams));
    const many = this.bulk.handle(input);
    if (many) return many;
    const treated = this.treat.handle(input);
    if (treated) return treated;
    if (path === "/v1/alerts/counts") return ok(countsOf(this.listing(), input.url.searchParams));
    const [, id, command] = /^\/v1\/alerts\/([^/]+)(?:\/(\w+))?$/.exec(path) ?? [];
    const kept = this.cases.find(({ alert }) => alert.id === id);
    if (!kept) return problem(404, "not_found");
    if (!command) return ok(kept.alert);
    if (command === "timeline") {
      return ok({ items: kept.events, deliveries: { sent: 3, failed: 0, unknown: 0, pending: 0 } });
    }
    return this.command(kept, command, input.body ?? {});
  }

  find(id: string): Kept {
    const kept = this.cases.find(({ alert }) => alert.id === id);
    if (!kept) throw new Error(`no case ${id}`);
    return kept;
  }

  /** Somebody else, or the person, acts on a case. */
  act(kept: Kept, type: TimelineItem["type"], by: TimelineItem["by"], data: TimelineItem["data"] = {}): void {
    const { alert, events } = kept;
    this.events += 1;
    // Fixed times keep the pictures the same from run to run.
    const at = new Date(NOW + this.events * 1000 - 60_000).toISOString();
    alert.version += 1;
    events.push({ version: alert.version, type, at, by, data });
    if (type === "taken") Object.assign(alert, { owner: by, status: "assigned", assigned_at: at });
    if (type === "contacted" && data.outcome === "reached") {
      Object.assign(alert, { status: "contacted", first_contact_at: at });
    }
    if (type === "closed" && by) {
      const skipped = [
        ...(alert.assigned_at ? [] : ["assigned"]),
        ...(alert.first_contact_at ? [] : ["contacted"]),
      ];
      const closing = { reason: data.reason, note: data.note, by, at, skipped } as Alert["closing"];
      Object.assign(alert, { status: "closed", closed_at: at, closing });
      data.skipped = skipped;
    }
    if (type === "reopened") {
      Object.assign(alert, { status: alert.owner ? "assigned" : "new", closed_at: null, closing: null });
    }
    applyTreating(kept, type, by, data, at);
  }

  private command({ alert, events }: Kept, command: string, body: Record<string, unknown>): FakeAnswer {
    const kept = { alert, events };
    if (body.version === undefined) return problem(428, "version_required");
    if (command === "take" && alert.owner) {
      return problem(409, "already_taken", { detail: alert.owner.name, current: alert });
    }
    if (command === "close" && alert.status === "closed")
      return problem(409, "already_closed", { current: alert });
    if (body.version !== alert.version) return problem(409, "stale_version", { current: alert });
    const self = { id: this.me.id, name: this.me.name };
    if (command === "take") this.act(kept, "taken", self);
    else if (command === "notes") this.act(kept, "noted", self, this.treat.noted(body));
    else if (command === "contact") this.act(kept, "contacted", self, body);
    else if (command === "reopen") this.act(kept, "reopened", self, {});
    else if (command === "close") {
      const reason = this.me.settings.reasons.find(({ id }) => id === body.reason);
      if (!reason) return problem(422, "unknown_reason");
      if (reason.note_required && !body.note) return problem(422, "note_required");
      const shown = { id: reason.id, label: reason.label[this.me.locale] };
      this.act(kept, "closed", self, { reason: shown, note: body.note ?? null });
    } else return problem(404, "not_found");
    return ok(structuredClone(alert));
  }

  /** What the lists are made of. */
  listing(): Listing {
    const groups = Object.fromEntries(seedGroups().map(({ id, places }) => [id, places]));
    return { cases: this.cases, me: this.me.id, groups, looked: this.looked };
  }
}

function ok(body: unknown): FakeAnswer {
  return { status: 200, body };
}

export function problem(status: number, code: string, more: object = {}): FakeAnswer {
  return {
    status,
    body: { type: "about:blank", title: code, status, code, request_id: "7f3a-91c2", errors: [], ...more },
  };
}
