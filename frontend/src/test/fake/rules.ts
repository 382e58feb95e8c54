import type { components } from "@/api/schema";
import { NOW } from "./people";

type Schemas = components["schemas"];
export type FakeRule = Schemas["RuleOut"];
export type FakeImpact = Schemas["Impact"];

const DAY = 86_400_000;
const HOURS = 3600;
const at = (days: number) => new Date(NOW - days * DAY).toISOString().replace(".000Z", "Z");
export const ines = { id: "u-ines", name: "Inès Rolland" };

type Line = { field: string; operator: string; value: unknown };
const all = (...rules: (Line | object)[]) => ({ combinator: "and", rules });
const any = (...rules: (Line | object)[]) => ({ combinator: "or", rules });

function rule(part: Partial<FakeRule> & Pick<FakeRule, "id" | "label" | "criteria">): FakeRule {
  return {
    version: 1,
    kind: "alert",
    priority: "P2",
    expires_in: 72 * HOURS,
    notify: true,
    status: "active",
    paused_until: null,
    owners: {},
    assign: "owner",
    saved_at: at(12),
    saved_by: ines,
    ...part,
  };
}

const low = { field: "score", operator: "<", value: 7 };

export function seedRules(): FakeRule[] {
  return [
    rule({
      id: "r-food",
      version: 7,
      label: "Sécurité alimentaire",
      priority: "P1",
      criteria: all(
        {
          field: "comment",
          operator: "mentions",
          value: {
            words: [],
            lists: ["kl-food"],
            except: ["verre d’eau", "verre à pied"],
            inflected: true,
            language: null,
          },
        },
        any(
          { field: "score", operator: "<", value: 5 },
          { field: "contact_requested", operator: "=", value: true },
        ),
        { field: "place", operator: "within", value: ["p-net"] },
      ),
    }),
    rule({ id: "r-foreign", label: "Corps étranger", version: 3, criteria: all(low) }),
    rule({
      id: "r-food-west",
      label: "Sécurité alim. Ouest",
      version: 2,
      criteria: all(low, { field: "place", operator: "within", value: ["p-ouest"] }),
    }),
    rule({ id: "r-call", label: "Rappel demandé", version: 2, criteria: all(low) }),
    rule({ id: "r-low", label: "Note basse", version: 3, criteria: all(low), expires_in: 168 * HOURS }),
    rule({
      id: "r-happy",
      label: "Client satisfait qui écrit",
      kind: "message",
      priority: "P3",
      notify: false,
      expires_in: 240 * HOURS,
      criteria: all({ field: "score", operator: ">=", value: 9 }),
    }),
    rule({
      id: "r-sales",
      label: "Rupture en promotion",
      status: "paused",
      paused_until: "2026-12-14T23:00:00Z",
      criteria: all({ field: "comment", operator: "mentions", value: "rupture" }),
    }),
    rule({
      id: "r-draft",
      label: "DET_06",
      status: "draft",
      priority: "P3",
      saved_by: null,
      saved_at: null,
      criteria: all({ field: "channel", operator: "=", value: "email" }),
    }),
  ];
}

const label = (fr: string, en: string) => ({ fr, en });
const numeric = ["=", "!=", "<", "<=", ">", ">=", "between", "notBetween", "in", "notIn", "null", "notNull"];
const textual = ["=", "!=", "in", "notIn", "contains", "doesNotContain", "matches", "null", "notNull"];

export const fields: Schemas["functions__api__schemas__rules__FieldOut"][] = [
  ["score", "number", label("Note", "Score"), numeric, null, "points"],
  ["score.percent", "number", label("Note en pourcentage", "Score in percent"), numeric, null, "percent"],
  [
    "score.class",
    "choice",
    label("Classe de note", "Score class"),
    ["=", "!=", "in", "notIn"],
    [
      { value: "low", label: "Basse" },
      { value: "middle", label: "Moyenne" },
      { value: "high", label: "Haute" },
    ],
    null,
  ],
  [
    "comment",
    "text",
    label("Commentaire", "Comment"),
    ["mentions", "doesNotMention", "contains", "doesNotContain", "matches", "null", "notNull"],
    null,
    null,
  ],
  [
    "comment.length",
    "number",
    label("Longueur du commentaire", "Comment length"),
    numeric,
    null,
    "characters",
  ],
  [
    "contact_requested",
    "flag",
    label("Demande à être contacté", "Asks to be contacted"),
    ["=", "!="],
    null,
    null,
  ],
  [
    "source",
    "choice",
    label("Source", "Source"),
    ["=", "!=", "in", "notIn"],
    [
      { value: "s-shop", label: "Enquête après achat" },
      { value: "s-google", label: "Avis Google" },
    ],
    null,
  ],
  ["channel", "choice", label("Canal", "Channel"), textual, null, null],
  [
    "place",
    "place",
    label("Établissement", "Place"),
    ["within", "notWithin", "null", "notNull"],
    [{ value: "g-drive", label: "Magasins avec drive" }],
    null,
  ],
  ["motive", "list", label("Motif de contact", "Contact reason"), ["=", "!=", "in", "notIn"], null, null],
  [
    "submitted_at",
    "date",
    label("Date de réponse", "Date of the answer"),
    ["<", "<=", ">", ">=", "between", "=", "!="],
    null,
    null,
  ],
  [
    "submitted_at.weekday",
    "number",
    label("Jour de réponse", "Weekday of the answer"),
    ["=", "in", "notIn"],
    ["Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Samedi", "Dimanche"].map((day, index) => ({
      value: String(index + 1),
      label: day,
    })),
    "weekday",
  ],
  ["answer.proprete", "text", label("Propreté du magasin", "Cleanliness"), textual, null, null],
  ["answer.", "text", label("Réponse à une question", "Answer to a question"), textual, null, null],
].map(([name, type, words, operators, values, unit]) => ({
  name,
  type,
  label: words,
  operators,
  values,
  unit,
  family: String(name).endsWith("."),
})) as Schemas["functions__api__schemas__rules__FieldOut"][];

export const keywordLists: Schemas["KeywordListOut"][] = [
  {
    id: "kl-food",
    version: 4,
    name: "Sécurité alimentaire",
    words: [
      "verre",
      "plastique",
      "métal",
      "moisi",
      "avarié",
      "périmé",
      "insecte",
      "allergie",
      "intoxication",
    ],
    exceptions: [],
    inflected: true,
    language: "fr",
    used_by: [{ id: "r-food", label: "Sécurité alimentaire" }],
  },
  {
    id: "kl-leave",
    version: 1,
    name: "Menace de départ",
    words: ["concurrence", "dernière fois", "plus jamais"],
    exceptions: [],
    inflected: false,
    language: null,
    used_by: [],
  },
];

export const findings: Schemas["FindingListed"][] = [
  {
    code: "no_comment_condition",
    severity: "warning",
    rule_id: "r-low",
    label: "Note basse",
    params: {},
  },
  {
    code: "too_broad",
    severity: "error",
    rule_id: "r-low",
    label: "Note basse",
    params: { share: 0.58, fired: 471, feedbacks: 812, days: 30, limit: 0.5 },
  },
  {
    code: "near_copy",
    severity: "warning",
    rule_id: "r-food",
    label: "Sécurité alimentaire",
    params: { label: "Sécurité alim. Ouest", same: false, other: "r-food-west" },
  },
  {
    code: "ok_volume",
    severity: "fine",
    rule_id: "r-food",
    label: "Sécurité alimentaire",
    params: { fired: 34, days: 30, per_day: 1.1, treatment_seconds: 100_800, expires_in: 259_200 },
  },
  {
    code: "label_code_like",
    severity: "advice",
    rule_id: "r-draft",
    label: "DET_06",
    params: { label: "DET_06" },
  },
  {
    code: "never_fired",
    severity: "advice",
    rule_id: "r-call",
    label: "Rappel demandé",
    params: { fired: 0, feedbacks: 812, days: 30, share: 0 },
  },
];

const COMMENT = "Un éclat de plastique dur dans la salade, j’ai failli me casser une dent.";
const perDay = [1, 0, 2, 1, 1, 0, 3, 1, 2, 0, 1, 1, 0, 2, 1, 4, 2, 1, 0, 1, 1, 0, 1, 2, 1, 0, 1, 2, 1, 1];

/** What the rule of the pictures would have done, with the day counts stretched to `days`. */
export function impactOf(days: number, share = 0.042): FakeImpact {
  const counts = Array.from({ length: days }, (_, day) => perDay[day % perDay.length] ?? 0);
  const scale = share === 0.042 ? 1 : Math.round(share / 0.042);
  const fired = counts.reduce((sum, count) => sum + count * scale, 0);
  const much = share > 0.5;
  return {
    days,
    feedbacks: Math.round(fired / share),
    complete: true,
    fired,
    share,
    per_day: counts.map((count, day) => ({ day: at(days - day).slice(0, 10), count: count * scale })),
    per_place: [{ id: "p-brest", name: "Brest Siam", count: 12 }],
    people: [
      { id: "u-nadia", name: "Nadia Benali", count: 21 },
      { id: "u-claire", name: "Claire Dumas", count: 9 },
      { id: "u-yann", name: "Yann Kervella", count: 4 },
      { id: "u-sofiane", name: "Sofiane Brahimi", count: 2 },
    ],
    expired_share: 0.1,
    treatment_seconds: 100_800,
    overlaps: [{ rule_id: "r-foreign", label: "Corps étranger", count: 6 }],
    previous: { version: 7, fired: 31 },
    samples: [
      {
        feedback_id: "f-plastic",
        at: at(5),
        place: "Brest Siam",
        score: { value: 2, min: 0, max: 10, kind: "nps", class: "low" },
        comment: COMMENT,
        language: "fr",
        spans: [[COMMENT.indexOf("plastique"), COMMENT.indexOf(" dur") + 4]],
      },
      {
        feedback_id: "f-glass",
        at: at(8),
        place: "Lyon Part-Dieu",
        score: { value: 1, min: 0, max: 10, kind: "nps", class: "low" },
        comment: "Du verre brisé dans le bac à glaçons, personne au comptoir pour m’écouter.",
        language: "fr",
        spans: [[3, 8]],
      },
    ],
    findings: much
      ? [
          {
            code: "too_broad",
            severity: "error",
            rule_id: null,
            params: { share, fired, feedbacks: Math.round(fired / share), days, limit: 0.5 },
          },
        ]
      : [
          {
            code: "ok_volume",
            severity: "fine",
            rule_id: null,
            params: { per_day: 1.1, treatment_seconds: 100_800, expires_in: 259_200 },
          },
          {
            code: "overlap",
            severity: "warning",
            rule_id: "r-foreign",
            params: { label: "Corps étranger", count: 6, fired, share: 0.18 },
          },
          {
            code: "near_copy",
            severity: "warning",
            rule_id: "r-food-west",
            params: { label: "Sécurité alim. Ouest", same: false },
          },
        ],
  };
}

/** Whether criteria hold a condition on the score below 9: the fake's idea of a rule that takes in too much. */
export function isBroad(criteria: unknown): boolean {
  return /"field":"score","operator":"<","value":(9|10)/.test(JSON.stringify(criteria));
}
