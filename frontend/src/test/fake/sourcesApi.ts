import type { components } from "@/api/schema";
import type { FakeAnswer, FakeInput } from "./api";
import { ines } from "./rules";
import { ago, deliveries, type FakeSource, hints, seedGroups, seedSources, sourceKinds } from "./sources";

type Schemas = components["schemas"];
type Job = Schemas["JobOut"];
type Roles = Schemas["PreviewOut"]["roles"];

const ok = (body: unknown, status = 200): FakeAnswer => ({ status, body });
const none: FakeAnswer = { status: 204, body: null };
const refused = (status: number, code: string, more: object = {}): FakeAnswer => ({
  status,
  body: { type: "about:blank", title: code, status, code, request_id: "7f3a-91c2", errors: [], ...more },
});
const report = {
  rows: 812,
  created: 790,
  updated: 4,
  duplicates: 15,
  rejected: 3,
  columns: {
    score: { path: "Note", min: 0, max: 10, kind: "nps" },
    comment: "Commentaire",
    place: "Magasin",
    submitted_at: "Date",
  },
  headers: ["Date", "Magasin", "Note", "Commentaire", "Rayon"],
  preview: [
    {
      submitted_at: "2026-10-02T09:15:00Z",
      score: { value: 4, min: 0, max: 10 },
      comment: "Caisse fermée à midi.",
      place_code: "LYO-PD",
    },
    {
      submitted_at: "2026-10-02T10:40:00Z",
      score: { value: 9, min: 0, max: 10 },
      comment: null,
      place_code: "BRE-SI",
    },
  ],
};

/** Sources, quarantine, imports and entries in memory, with the refusals of the real API. */
export class FakeSources {
  sources: FakeSource[] = seedSources();
  groups = seedGroups();
  unknown: Schemas["UnknownPlaceOut"][] = [
    { code: "LIL-WZ2", count: 14, more: false, since: ago(4 * 86_400_000), sources: ["s-purchase"] },
    { code: "PAR-11B", count: 99, more: true, since: ago(9 * 86_400_000), sources: ["s-purchase", "s-site"] },
  ];
  readonly jobs = new Map<string, Job>();
  /** How many parts of files have come, and what was entered. */
  parts = 0;
  entered: Schemas["FeedbackIn"][] = [];
  private made = 0;
  private readonly looks = new Map<string, number>();

  constructor() {
    const past = this.begin("import", { name: "avis-septembre.csv", source: "s-purchase", mode: "all" });
    Object.assign(past, { status: "done", created_at: ago(20 * 86_400_000), ended_at: ago(20 * 86_400_000) });
    past.result = { ...report, mode: "all", rejected: 0 };
  }

  handle(input: FakeInput): FakeAnswer | null {
    const { method, url } = input;
    const path = url.pathname;
    const body = (input.body ?? {}) as Record<string, unknown>;
    if (path === "/v1/sources/kinds") return ok({ items: sourceKinds });
    if (path.startsWith("/v1/sources")) return this.ofSources(method, path, body);
    if (path === "/v1/places/unknown") return ok({ items: this.unknown });
    const [, place] = /^\/v1\/places\/([^/]+)\/codes$/.exec(path) ?? [];
    if (place) {
      this.unknown = this.unknown.filter(({ code }) => code !== body.code);
      return ok(this.begin("release", { code: body.code }), 202);
    }
    if (path === "/v1/quarantine/replay") {
      this.groups = this.groups.filter(
        ({ source_id, code }) => source_id !== body.source || code !== body.code,
      );
      return ok(this.begin("replay", body), 202);
    }
    if (path === "/v1/quarantine") {
      const source = url.searchParams.get("source");
      const items = this.groups.filter(({ source_id }) => !source || source_id === source);
      return ok({ items, total: items.reduce((sum, { count }) => sum + count, 0), more: false });
    }
    if (path.startsWith("/v1/quarantine/")) {
      const group = this.groups.find(({ examples }) => examples.some(({ id }) => path.endsWith(id)));
      return group
        ? ok({ ...deliveries[2], source_id: group.source_id, code: group.code, path: group.path })
        : refused(404, "not_found");
    }
    if (path === "/v1/feedback" && method === "POST") {
      this.entered.push(body as unknown as Schemas["FeedbackIn"]);
      return ok({ feedback_id: `f${"x".repeat(24)}` }, 201);
    }
    if (path.startsWith("/v1/imports")) return this.ofImports(method, path, body);
    return this.ofJobs(path, url);
  }

  private ofSources(method: string, path: string, body: Record<string, unknown>): FakeAnswer {
    const [, id, verb, more] = /^\/v1\/sources(?:\/([^/]+))?(?:\/(\w+))?(?:\/(\w+))?$/.exec(path) ?? [];
    if (!id) return method === "POST" ? this.create(body) : ok({ items: this.sources });
    const source = this.sources.find((one) => one.id === id);
    if (!source) return refused(404, "not_found");
    if (verb === "deliveries") {
      const items = source.health.last_at ? deliveries : [];
      return ok({ items, read_in_full: items.length ? 49 : 0, of: items.length ? 50 : 0 });
    }
    if (verb === "mapping" && more === "preview") return this.preview(body);
    if (verb === "address") return ok({ address: "https://halles-verdier.example/hooks/n3w4ddr3ss" });
    if (verb === "secret") {
      source.secret_set_at = ago(0);
      return ok({ secret: body.value ? null : "whsec_n3ws3cr3t" });
    }
    if (verb === "credential") {
      if (!body.access_token && source.kind === "surveymonkey") {
        const errors = [{ path: "$.access_token", code: "required", message: "Fill this in" }];
        return refused(422, "invalid", { errors });
      }
      source.credential_set_at = ago(0);
      return none;
    }
    if (method === "PUT") {
      if (body.version !== source.version) return refused(409, "stale_version");
      const { version: _, ...rest } = body;
      Object.assign(source, rest, { version: source.version + 1 });
      if ("disabled" in rest) source.health.status = rest.disabled ? "disabled" : "receiving";
    }
    return ok(structuredClone(source));
  }

  private create(body: Record<string, unknown>): FakeAnswer {
    if (this.sources.some(({ name }) => name === body.name)) return refused(409, "duplicate");
    const kind = sourceKinds.find((one) => one.kind === body.kind) as Schemas["KindOut"];
    this.made += 1;
    const id = `s-made-${this.made}`;
    const made = {
      ...structuredClone(this.sources[4] as FakeSource),
      ...body,
      id,
      version: 1,
      signed: kind.signed,
      thin: kind.thin,
      secret: undefined,
    };
    const address = `https://halles-verdier.example/hooks/${id}`;
    const secret = kind.secret === "ours" ? "whsec_0nlyonce" : null;
    this.sources.push({
      ...made,
      address: kind.signed ? address : null,
      secret_set_at: secret ? ago(0) : null,
    } as FakeSource);
    return ok({ ...made, address, secret }, 201);
  }

  private preview({ mapping, delivery_id }: Record<string, unknown>): FakeAnswer {
    const given = mapping as Record<string, unknown> | null;
    const { cells } =
      deliveries.find(({ id }) => id === delivery_id) ?? (deliveries[0] as (typeof deliveries)[0]);
    const roles = [
      "score",
      "comment",
      "contact_requested",
      "place",
      "motive",
      "submitted_at",
      "respondent.id",
      "respondent.name",
      "respondent.email",
      "respondent.phone",
    ].map((role) => {
      const asked = role === "score" ? (given?.score as { path: string } | null)?.path : given?.[role];
      const path = (asked ?? hints[role] ?? null) as string | null;
      const cell = cells.find((one) => one.path === path);
      const share = cell ? (role === "place" ? 0.84 : 1) : 0;
      return {
        role,
        path,
        value: cell?.value ?? null,
        found: cell !== undefined,
        share,
        warn: path !== null && path !== "" && share < 0.9,
      };
    }) as Roles;
    const value = Number(cells.find(({ path }) => path === "answers.nps")?.value);
    const fine = value <= 10;
    return ok({
      mapping: given ?? {
        ...hints,
        score: { path: hints.score, min: 0, max: 10, kind: "nps" },
        required: [],
      },
      roles,
      score: fine ? { value, min: 0, max: 10, kind: "nps", class: value < 7 ? "low" : "high" } : null,
      code: fine ? null : "bad_score",
      path: fine ? null : "answers.nps",
    });
  }

  private ofImports(method: string, path: string, body: Record<string, unknown>): FakeAnswer {
    const [, id, verb] = /^\/v1\/imports(?:\/([^/]+))?(?:\/(\w+))?/.exec(path) ?? [];
    if (!id) return ok(this.begin("import", { name: body.name, source: body.source }, "waiting"), 201);
    if (verb === "parts" && method === "PUT") {
      this.parts += 1;
      return none;
    }
    const job = this.jobs.get(id);
    if (!job) return refused(404, "not_found");
    this.looks.set(id, 0);
    const fixed = body.mode !== "dry_run" || body.columns;
    job.asked = { ...job.asked, mode: body.mode };
    job.result = { ...report, mode: body.mode, rejected: fixed ? 0 : 3 };
    Object.assign(job, { status: "running", ended_at: null });
    return ok({ ...job, result: null }, 202);
  }

  private begin(kind: Job["kind"], asked: Record<string, unknown>, status: Job["status"] = "running"): Job {
    this.made += 1;
    const id = `j${String(this.made).padStart(16, "a")}`;
    const job: Job = {
      id,
      kind,
      status,
      progress: { done: 0, total: null },
      created_at: ago(60_000),
      ended_at: null,
      by: ines,
      asked,
      result: kind === "replay" ? { rows: 6, feedback: 5, remaining: 1 } : null,
      error: null,
    };
    this.jobs.set(id, job);
    return job;
  }

  private ofJobs(path: string, url: URL): FakeAnswer | null {
    if (path === "/v1/jobs") {
      const kind = url.searchParams.get("kind");
      return ok({ items: [...this.jobs.values()].filter((job) => job.kind === kind).reverse() });
    }
    const [, id, verb] = /^\/v1\/jobs\/([^/]+)(?:\/(\w+))?$/.exec(path) ?? [];
    const job = this.jobs.get(id ?? "");
    if (!job) return null;
    if (verb === "lines") {
      const line = (number: number, code: string, column: string) => ({
        line: number,
        code,
        path: column,
        message: code,
      });
      return ok({
        items: [line(14, "bad_score", "Note"), line(208, "bad_time", "Date"), line(640, "ragged", "")],
        next_cursor: null,
      });
    }
    if (verb === "cancel") job.status = "cancelled";
    const looked = (this.looks.get(job.id) ?? 0) + 1;
    this.looks.set(job.id, looked);
    if (job.status === "running" && looked > 1) Object.assign(job, { status: "done", ended_at: ago(0) });
    const done = job.status === "done" ? 812 : 260;
    return ok({ ...job, progress: { done, total: 812 }, result: job.status === "done" ? job.result : null });
  }
}
