import type { Alert, Score, TimelineItem } from "@/api/types";
import { NOW, placePath } from "./people";

const HOUR = 3_600_000;

export interface CaseInput {
  n: number;
  name: string | null;
  score: [value: number, min: number, max: number] | null;
  comment: string | null;
  place: string;
  /** Hours since the feedback, hours left to the first contact and to the expiry; negative when past. */
  age: number;
  target: number | null;
  expiry: number;
  priority?: Alert["priority"];
  status?: Alert["status"];
  owner?: { id: string; name: string } | null;
  kind?: Alert["kind"];
  callback?: boolean;
  label?: string;
  language?: string;
}

export interface Kept {
  alert: Alert;
  events: TimelineItem[];
}

const LETTERS = "abcdefghijklmnopqrstuvwxyz234567";

/** A stable id of the product's form: 'a' and 24 base-32 characters. */
export function idOf(n: number): string {
  let seed = n * 2654435761;
  let text = "a";
  for (let at = 0; at < 24; at += 1) {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    text += LETTERS[Math.floor(seed / 67108864) % 32];
  }
  return text;
}

function iso(hours: number): string {
  return new Date(NOW + hours * HOUR).toISOString().replace(".000Z", "Z");
}

function scoreOf(input: CaseInput["score"]): Score | null {
  if (!input) return null;
  const [value, min, max] = input;
  const nps = min === 0 && max === 10;
  const share = (value - min) / (max - min);
  const low = nps ? value <= 6 : share < 0.4;
  const high = nps ? value >= 9 : share >= 0.8;
  return { value, min, max, kind: nps ? "nps" : "rating", class: low ? "low" : high ? "high" : "middle" };
}

/** What the person may do with a case, by its state: the table of the real API. */
export function mayNow(alert: Alert): Alert["may"] {
  if (alert.attached_to) return [];
  if (alert.status === "spam") return ["note", "unspam"];
  if (alert.status === "closed") return ["note", "reopen"];
  return [
    ...(alert.owner ? ([] as const) : (["take"] as const)),
    "assign",
    ...(alert.owner ? (["unassign"] as const) : []),
    "transfer",
    "delegate",
    "share",
    ...(alert.contact_refused ? [] : (["contact"] as const)),
    "note",
    alert.hold ? "resume" : "hold",
    ...(alert.plan && !alert.plan.closed_at ? (["act"] as const) : []),
    "close",
    "spam",
    ...(alert.respondent.sight === "on_request" ? (["reveal"] as const) : []),
  ];
}

/** A whole case and its history from a few figures. */
export function makeCase(input: CaseInput): Kept {
  const id = idOf(input.n);
  const status = input.status ?? (input.owner ? "assigned" : "new");
  const created = iso(-input.age);
  const expires = iso(input.expiry);
  const target = input.target === null ? null : iso(input.target);
  const due = target && target < expires ? target : expires;
  const label = input.label ?? "Note basse";
  const alert: Alert = {
    id,
    reference: `A-${id.slice(1, 7).toUpperCase()}`,
    kind: input.kind ?? "alert",
    status,
    priority: input.priority ?? "P2",
    label,
    respondent_name: input.name,
    score: scoreOf(input.score),
    excerpt: Array.from(input.comment ?? "")
      .slice(0, 140)
      .join(""),
    language: input.language ?? "fr",
    place: placePath(input.place),
    owner: input.owner ?? null,
    contact_requested: input.callback ?? false,
    created_at: created,
    due_at: due,
    target_at: target,
    expires_at: expires,
    closed_at: null,
    withdrawn: false,
    version: 1,
    withdrawn_at: null,
    revised: false,
    first_score: null,
    comment: input.comment,
    feedback: {
      id: `f${id.slice(1)}`,
      source: "Enquête après achat",
      source_kind: "typeform",
      kind: input.score?.[2] === 5 ? "review" : "survey",
      channel: "email",
      campaign: "Enquête après achat",
      language: input.language ?? "fr",
      submitted_at: created,
      received_at: created,
      motives: [],
      answers: [
        { key: "accueil", label: "Accueil en caisse", value: 3 },
        { key: "attente", label: "Temps d’attente", value: "Plus de dix minutes" },
      ],
      flags: [],
    },
    respondent: {
      id: `r-${input.n}`,
      name: input.name,
      email: input.name ? `client${input.n}@exemple.fr` : null,
      phone: input.name ? `06 39 98 ${String(10 + (input.n % 80))} ${String(11 + (input.n % 70))}` : null,
      tier: null,
      attributes: {},
      masked: false,
      fields: [],
      sight: "shown",
    },
    triggers: [
      {
        rule_id: "r-low",
        rule_version: 3,
        label,
        priority: input.priority ?? "P2",
        earlier: false,
        conditions: [
          {
            number: 1,
            field: "score",
            operator: "<",
            operand: 7,
            value: input.score?.[0] ?? null,
            negated: false,
            spans: [],
          },
        ],
      },
    ],
    first_contact_at: status === "contacted" ? iso(-1) : null,
    assigned_at: input.owner ? iso(-input.age / 2) : null,
    expired_at: status === "expired" ? expires : null,
    closing: null,
    hold: null,
    returned: false,
    escalated: 0,
    channel: "email",
    contact_refused: false,
    because: [{ kind: "rule", label, priority: input.priority ?? "P2" }],
    department: null,
    motive: null,
    delegated: null,
    shared_with: [],
    attached: [],
    attached_to: null,
    spam: null,
    plan: null,
    clocks: { first_contact: target, expires, hold: null, next_escalation: null },
    may: [],
  };
  alert.may = mayNow(alert);
  const events: TimelineItem[] = [
    { version: 1, type: "raised", at: created, by: null, data: { labels: [label] } },
  ];
  if (input.owner) {
    events.push({ version: 2, type: "taken", at: iso(-input.age / 2), by: input.owner, data: {} });
    alert.version = 2;
  }
  return { alert, events };
}
