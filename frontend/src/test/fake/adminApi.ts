import type { Place, Settings, User } from "@/api/admin";
import {
  seedAudit,
  seedCalendars,
  seedDepartments,
  seedGroups,
  seedMotives,
  seedPlaces,
  seedPlans,
  seedReasons,
  seedSettings,
  seedUsers,
} from "./admin";
import type { FakeAnswer, FakeInput } from "./api";
import { NOW } from "./people";

const ok = (body: unknown, status = 200): FakeAnswer => ({ status, body });
const refused = (status: number, code: string, more: object = {}): FakeAnswer => ({
  status,
  body: { type: "about:blank", title: code, status, code, request_id: "7f3a-91c2", errors: [], ...more },
});

type Kept = { id: string; version: number; name?: string };
type Body = Record<string, unknown>;

/** What an admin keeps, in memory, with the refusals of the real API. */
export class FakeAdmin {
  users: User[] = seedUsers();
  places: Place[] = seedPlaces();
  settings: Settings = seedSettings();
  audit = seedAudit();
  readonly records: Record<string, Kept[]> = {
    groups: seedGroups(),
    reasons: seedReasons(),
    motives: seedMotives(),
    departments: seedDepartments(),
    calendars: seedCalendars(),
    plans: seedPlans(),
  };
  /** Files that were sent, as "dry_run places". */
  readonly files: string[] = [];
  /** Records that something uses. */
  used = new Set(["c-stores", "g-centre", "d-quality"]);
  private made = 0;
  private jobs = new Map<string, { kind: string; looks: number; total: number }>();

  handle(input: FakeInput): FakeAnswer | null {
    const { url, method } = input;
    const [, kind = "", id, verb] = /^\/v1\/([a-z]+)(?:\/([^/]+))?(?:\/(\w+))?$/.exec(url.pathname) ?? [];
    if (kind === "jobs" && id && this.jobs.has(id)) return this.job(id);
    if (kind === "directory" && id === "imports") return this.file(input.body ?? {});
    if (kind === "settings") return this.ofSettings(method, input.body ?? {});
    if (kind === "audit") return this.ofAudit(url.searchParams);
    if (kind === "users") return this.ofUsers(input, id, verb);
    if (kind === "places" && verb === undefined && id !== "unknown") return this.ofPlaces(input, id);
    if (kind === "calendars" && verb === "preview") return ok({ days: days(60) });
    const records = this.records[kind];
    return records ? this.ofRecords(input, kind, id) : null;
  }

  /** Starts a job that is over at the third look. */
  start(kind: string, total: number) {
    this.made += 1;
    const id = `j-admin-${this.made}`;
    this.jobs.set(id, { kind, looks: 0, total });
    return this.job(id).body;
  }

  private job(id: string): FakeAnswer {
    const job = this.jobs.get(id) ?? { kind: "", looks: 0, total: 0 };
    const over = job.looks >= 2;
    const done = over ? job.total : Math.floor((job.total * job.looks) / 3);
    job.looks += 1;
    return ok({
      id,
      kind: job.kind,
      status: over ? "done" : "running",
      progress: { done, total: job.total },
      created_at: new Date(NOW).toISOString(),
      ended_at: null,
      by: { id: "u-ines", name: "Inès Rolland" },
      asked: {},
      result: null,
      error: null,
    });
  }

  private ofUsers({ method, url, body: given }: FakeInput, id?: string, verb?: string): FakeAnswer {
    const body = given ?? {};
    if (!id && method === "GET") {
      const wanted = (url.searchParams.get("q") ?? "").toLocaleLowerCase();
      const items = this.users.filter(({ name, email }) => `${name} ${email}`.toLowerCase().includes(wanted));
      return ok({ items: items.toSorted((a, b) => a.name.localeCompare(b.name)), next_cursor: null });
    }
    if (!id) {
      if (!String(body.email).includes("@")) {
        const errors = [{ path: "$.email", code: "invalid", message: "Not an address" }];
        return refused(422, "invalid", { errors });
      }
      if (this.users.some(({ email }) => email === body.email)) return refused(409, "duplicate");
      this.made += 1;
      const made = { ...body, id: `u-new-${this.made}`, version: 1, disabled: false, absence: null };
      this.users.push({ ...made, status: "invited" } as User);
      return ok({ ...made, status: "invited" }, 201);
    }
    const user = this.users.find((one) => one.id === id);
    if (!user) return refused(404, "not_found");
    if (method === "GET") return ok(structuredClone(user));
    if (body.version !== user.version) return refused(409, "stale_version");
    const { version: _, reassign_to: __, ...rest } = body;
    const admins = this.users.filter(({ role, disabled }) => role === "admin" && !disabled);
    const last = user.role === "admin" && admins.length === 1;
    if (last && (verb === "disable" || (rest.role ?? "admin") !== "admin")) return refused(409, "last_admin");
    if (verb === "disable") Object.assign(user, { disabled: true, status: "disabled" });
    else if (verb === "enable") Object.assign(user, { disabled: false, status: "active" });
    else Object.assign(user, rest);
    user.version += 1;
    if (verb !== "disable") return ok(structuredClone(user));
    return ok({ user: structuredClone(user), job: this.start("reassign", 9) });
  }

  private ofPlaces({ method, body: given }: FakeInput, id?: string): FakeAnswer {
    const body = given ?? {};
    if (!id && method === "GET") return ok({ items: this.places });
    if (!id) {
      this.made += 1;
      const place = { ...body, id: `p-new-${this.made}`, version: 1 } as Place;
      this.places.push(place);
      return ok(place, 201);
    }
    const place = this.places.find((one) => one.id === id);
    if (!place) return refused(404, "not_found");
    if (method === "DELETE") {
      if (this.places.some(({ parent }) => parent === id)) return refused(409, "in_use");
      this.places = this.places.filter((one) => one !== place);
      return ok({ moved_to: { id: place.parent, name: "" }, job: this.start("move", 4) });
    }
    if (method === "GET") return ok(structuredClone(place));
    if (body.version !== place.version) return refused(409, "stale_version");
    const moves = body.parent !== place.parent;
    Object.assign(place, body, { version: place.version + 1 });
    return ok({ place: structuredClone(place), job: moves ? this.start("move", 12) : null });
  }

  private ofRecords({ method, body: given, url }: FakeInput, kind: string, id?: string): FakeAnswer {
    const records = this.records[kind] ?? [];
    const body = given ?? {};
    if (!id && method === "GET") return ok({ items: records });
    if (!id) {
      if (body.name && records.some(({ name }) => name === body.name)) return refused(409, "duplicate");
      this.made += 1;
      const record = { ...body, id: `${kind}-new-${this.made}`, version: 1 };
      records.push(record);
      return ok(record, 201);
    }
    const record = records.find((one) => one.id === id);
    if (!record) return refused(404, "not_found");
    if (method === "GET") return ok(structuredClone(record));
    const version = method === "DELETE" ? Number(url.searchParams.get("version")) : body.version;
    if (version !== record.version) return refused(409, "stale_version");
    if (method === "DELETE") {
      if (this.used.has(id)) return refused(409, "in_use");
      this.records[kind] = records.filter((one) => one !== record);
      return { status: 204, body: null };
    }
    Object.assign(record, body, { version: record.version + 1 });
    return ok(structuredClone(record));
  }

  private ofSettings(method: string, { version, ...part }: Body): FakeAnswer {
    if (method === "GET") return ok(structuredClone(this.settings));
    if (version !== this.settings.version) return refused(409, "stale_version");
    Object.assign(this.settings, part, { version: this.settings.version + 1 });
    return ok(structuredClone(this.settings));
  }

  private ofAudit(query: URLSearchParams): FakeAnswer {
    const fits = (name: string, value: string | null | undefined) =>
      query.get(name) === null || query.get(name) === value;
    const items = this.audit.filter(
      ({ type, by, alert_id }) => fits("type", type) && fits("who", by?.id) && fits("alert", alert_id),
    );
    return ok({ items, next_cursor: null });
  }

  private file({ kind, mode, text }: Body): FakeAnswer {
    this.files.push(`${mode} ${kind}`);
    const lines = String(text).trim().split("\n").length - 1;
    if (mode !== "dry_run") return ok(this.start("directory", lines), 202);
    const bad = String(text).includes("nowhere");
    const message = "No place has this id";
    const errors = bad ? [{ line: 3, code: "unknown_place", path: "$.parent", message }] : [];
    return ok({ lines, added: lines - errors.length, changed: 0, removed: 0, unchanged: 0, errors });
  }
}

/** A calendar's preview from the day of the tests on: closed on Sundays and at Christmas. */
function days(count: number) {
  return Array.from({ length: count }, (_, index) => {
    const date = new Date(NOW + index * 86_400_000).toISOString().slice(0, 10);
    const holiday = { "2026-12-25": "Noël", "2027-01-01": "Jour de l’An" }[date] ?? null;
    const sunday = new Date(`${date}T00:00:00Z`).getUTCDay() === 0;
    const open =
      holiday || sunday
        ? []
        : [
            ["09:00", "12:30"],
            ["14:00", "19:00"],
          ];
    return { date, open, holiday };
  });
}
