import type { components, operations } from "@/api/schema";
import type { FakeAnswer, FakeInput } from "./api";
import { NOW } from "./people";
import { type FakeRule, fields, findings, impactOf, ines, isBroad, seedRules } from "./rules";

type Schemas = components["schemas"];
type PreviewIn = operations["previewRule"]["requestBody"]["content"]["application/json"];
type Version = Schemas["RuleVersionOut"];

const ok = (body: unknown, status = 200): FakeAnswer => ({ status, body });
const refused = (status: number, code: string, more: object = {}): FakeAnswer => ({
  status,
  body: { type: "about:blank", title: code, status, code, request_id: "7f3a-91c2", errors: [], ...more },
});

/** The rules of the account in memory: saving, versions, trials, with the refusals of the real API. */
export class FakeRules {
  rules: FakeRule[] = seedRules();
  /** What previews were asked, in order. */
  readonly previews: PreviewIn[] = [];
  /** How far a replay has come at each look at it. */
  steps: number[] = [0.2, 0.7, 1];
  private readonly history = new Map<string, Version[]>();
  private job: Schemas["JobOut"] | null = null;
  private looks = 0;
  private made = 0;

  constructor() {
    for (const rule of this.rules) this.file(rule, rule.version > 1 ? "changed" : "created");
    const food = this.rules[0] as FakeRule;
    const before = { ...food, version: 6, priority: "P2" as const, expires_in: 172_800 };
    this.history.get("r-food")?.push({
      version: 6,
      at: "2026-11-02T09:00:00Z",
      by: ines,
      change: "created",
      rule: before,
    });
  }

  handle({ method, url, body }: FakeInput): FakeAnswer | null {
    const path = url.pathname;
    const [, jobId, cancel] = /^\/v1\/jobs\/([^/]+)(\/cancel)?$/.exec(path) ?? [];
    if (jobId && jobId === this.job?.id) return this.jobAnswer(cancel !== undefined);
    if (!path.startsWith("/v1/rules")) return null;
    const [, id, verb] = /^\/v1\/rules(?:\/([^/]+))?(?:\/(\w+))?$/.exec(path) ?? [];
    if (id === "fields") return ok({ fields });
    if (id === "findings") return ok({ items: findings });
    if (id === "preview") return this.preview(body as unknown as PreviewIn);
    if (id === "check") return this.check(body as unknown as Schemas["CheckIn"]);
    if (id === "backtest") return this.backtest(body as unknown as PreviewIn);
    if (!id) {
      if (method === "POST") return this.create(body as unknown as Schemas["RuleIn"]);
      return ok({ items: this.rules.toSorted((a, b) => a.label.localeCompare(b.label)) });
    }
    const rule = this.rules.find((one) => one.id === id);
    if (!rule) return refused(404, "not_found");
    if (verb === "versions") return ok({ items: this.history.get(id) ?? [] });
    if (verb === "restore") return this.restore(rule, body as unknown as Schemas["RestoreIn"]);
    if (method === "PUT") return this.put(rule, body as unknown as Schemas["RuleChange"]);
    if (method === "DELETE") {
      this.rules = this.rules.filter((one) => one !== rule);
      return { status: 204, body: null };
    }
    return ok(rule);
  }

  find(id: string): FakeRule {
    const rule = this.rules.find((one) => one.id === id);
    if (!rule) throw new Error(`no rule ${id}`);
    return rule;
  }

  /** Saves a rule as somebody: the person of the test unless said otherwise. */
  save(id: string, part: Partial<FakeRule>, by = ines, change: Version["change"] = "changed"): FakeRule {
    const rule = this.find(id);
    const saved_at = new Date(NOW - 60_000).toISOString();
    Object.assign(rule, part, { version: rule.version + 1, saved_at, saved_by: by });
    this.file(rule, change);
    return rule;
  }

  private file(rule: FakeRule, change: Version["change"]): void {
    const versions = this.history.get(rule.id) ?? [];
    const { version, saved_at, saved_by } = rule;
    versions.unshift({
      version,
      at: saved_at ?? null,
      by: saved_by ?? null,
      change,
      rule: structuredClone(rule),
    });
    this.history.set(rule.id, versions);
  }

  private checked(body: Schemas["RuleIn"], id?: string): FakeAnswer | null {
    if (this.rules.some((one) => one.id !== id && one.label === body.label)) return refused(409, "duplicate");
    if (body.status !== "draft" && isBroad(body.criteria) && !body.confirm) {
      const errors = [{ path: "$.criteria", code: "too_broad", message: "matches 62 % of the feedback" }];
      return refused(422, "confirm_required", { errors });
    }
    return null;
  }

  private create(body: Schemas["RuleIn"]): FakeAnswer {
    const refusal = this.checked(body);
    if (refusal) return refusal;
    this.made += 1;
    const { confirm: _, ...rest } = body;
    const rule = { ...rest, id: `r-new-${this.made}`, version: 1, saved_by: ines } as FakeRule;
    rule.saved_at = new Date(NOW).toISOString();
    this.rules.push(rule);
    this.file(rule, "created");
    return ok({ ...rule, findings: [] }, 201);
  }

  private put(rule: FakeRule, body: Schemas["RuleChange"]): FakeAnswer {
    if (body.version !== rule.version) return refused(409, "stale_version");
    const refusal = this.checked(body, rule.id);
    if (refusal) return refusal;
    const { confirm: _, version: __, ...rest } = body;
    return ok({ ...this.save(rule.id, rest as Partial<FakeRule>), findings: [] });
  }

  private restore(rule: FakeRule, { version, to }: Schemas["RestoreIn"]): FakeAnswer {
    if (version !== rule.version) return refused(409, "stale_version");
    const wanted = this.history.get(rule.id)?.find((one) => one.version === to)?.rule;
    if (!wanted) return refused(422, "invalid");
    const { id: _, version: __, ...rest } = wanted;
    return ok({ ...this.save(rule.id, structuredClone(rest), ines, "restored"), findings: [] });
  }

  private preview(asked: PreviewIn): FakeAnswer {
    this.previews.push(asked);
    const { rule, days } = asked;
    const text = JSON.stringify(rule.criteria);
    if (text.includes('"("')) {
      const errors = [
        {
          path: "$.rule.criteria.rules[0].value",
          code: "unsupported_pattern",
          message: "at character 1: missing )",
        },
      ];
      return refused(422, "invalid", { errors });
    }
    return ok(impactOf(days ?? 30, isBroad(rule.criteria) ? 0.62 : 0.042));
  }

  private check({ feedback_id }: Schemas["CheckIn"]): FakeAnswer {
    const sample = impactOf(30).samples.find((one) => one.feedback_id === feedback_id);
    if (!sample && feedback_id !== "f-fine") return refused(404, "not_found");
    const score = { value: 9, min: 0, max: 10, kind: "nps" as const, class: "high" as const };
    const condition = { number: 1, operator: "mentions", negated: false, spans: [] as number[][] };
    if (!sample) {
      return ok({
        fired: false,
        conditions: [
          { ...condition, field: "score", operator: "<", operand: 5, value: 9 },
          { ...condition, number: 2, field: "contact_requested", operator: "=", operand: true, value: false },
        ],
        comment: "Très bon accueil, merci.",
        score,
        place: { id: "p-lyon", name: "Lyon Part-Dieu" },
      });
    }
    return ok({
      fired: true,
      conditions: [
        {
          ...condition,
          field: "comment",
          operand: ["plastique", "verre"],
          value: sample.comment,
          spans: sample.spans,
        },
        {
          ...condition,
          number: 2,
          field: "score",
          operator: "<",
          operand: 5,
          value: sample.score?.value ?? 0,
        },
      ],
      comment: sample.comment,
      score: sample.score,
      place: { id: "p-brest", name: sample.place ?? "" },
    });
  }

  private backtest({ days, rule }: PreviewIn): FakeAnswer {
    this.looks = 0;
    this.job = {
      id: "j-replay",
      kind: "backtest",
      status: "waiting",
      progress: { done: 0, total: null },
      created_at: new Date(NOW).toISOString(),
      ended_at: null,
      by: ines,
      asked: {},
      result: impactOf(
        days ?? 30,
        isBroad(rule.criteria) ? 0.62 : 0.042,
      ) as unknown as Schemas["JobOut"]["result"],
      error: null,
    };
    return ok({ ...this.job, result: null }, 202);
  }

  private jobAnswer(cancel: boolean): FakeAnswer {
    const job = this.job as Schemas["JobOut"];
    if (cancel) job.status = "cancelled";
    const step = this.steps[Math.min(this.looks, this.steps.length - 1)] ?? 1;
    this.looks += 1;
    if (job.status === "cancelled") return ok({ ...job, result: null });
    const status = step >= 1 ? "done" : "running";
    const progress = { done: Math.round(9_800 * step), total: 9_800 };
    return ok({ ...job, status, progress, result: status === "done" ? job.result : null });
  }
}
