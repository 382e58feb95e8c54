import type { components } from "@/api/schema";
import { NOW } from "./people";

type Schemas = components["schemas"];
export type FakeSource = Schemas["SourceOut"];
export type FakeDelivery = Schemas["DeliveryOut"];

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
export const ago = (ms: number) => new Date(NOW - ms).toISOString().replace(".000Z", "Z");

function source(part: Partial<FakeSource> & Pick<FakeSource, "id" | "name" | "kind">): FakeSource {
  return {
    campaign: null,
    channel: null,
    language: null,
    disabled: false,
    signed: true,
    thin: false,
    version: 3,
    address: `https://halles-verdier.example/hooks/b7f2c09e41${part.id}`,
    address_hint: "…9e41",
    secret_set_at: ago(22 * DAY),
    credential_set_at: null,
    settings: {},
    health: {
      status: "receiving",
      last_at: ago(3 * MINUTE),
      last_7_days: 1204,
      days: [170, 168, 181, 190, 166, 155, 174],
      usual_per_day: 171.5,
    },
    mapping: { required: [] },
    ...part,
  };
}

export function seedSources(): FakeSource[] {
  return [
    source({
      id: "s-purchase",
      name: "Enquête après achat",
      kind: "typeform",
      mapping: {
        score: { path: "answers.nps", min: 0, max: 10, kind: "nps" },
        comment: "answers.verbatim",
        place: "hidden.store",
        motive: "answers.sujet",
        required: ["place"],
      },
    }),
    source({
      id: "s-google",
      name: "Avis Google",
      kind: "google_business",
      thin: true,
      secret_set_at: null,
      credential_set_at: ago(40 * DAY),
      settings: { audience: "boucle", service_account: "push@halles.example" },
      health: {
        status: "receiving",
        last_at: ago(41 * MINUTE),
        last_7_days: 388,
        days: [50, 61, 54, 49, 60, 58, 56],
        usual_per_day: 54,
      },
    }),
    source({
      id: "s-site",
      name: "Formulaire du site",
      kind: "jotform",
      signed: false,
      address: null,
      secret_set_at: null,
      health: {
        status: "receiving",
        last_at: ago(95 * MINUTE),
        last_7_days: 57,
        days: [8, 9, 7, 8, 9, 8, 8],
        usual_per_day: 8.1,
      },
    }),
    source({
      id: "s-delivery",
      name: "Enquête livraison",
      kind: "formbricks",
      health: {
        status: "silent",
        last_at: ago(3 * DAY + 5 * 60 * MINUTE),
        last_7_days: 0,
        days: [0, 0, 0, 0, 0, 0, 0],
        usual_per_day: 24,
      },
    }),
    source({
      id: "s-new",
      name: "Enquête SAV",
      kind: "surveymonkey",
      thin: true,
      secret_set_at: null,
      health: {
        status: "waiting",
        last_at: null,
        last_7_days: 0,
        days: [0, 0, 0, 0, 0, 0, 0],
        usual_per_day: null,
      },
    }),
    source({
      id: "s-old",
      name: "Enquête en magasin",
      kind: "generic",
      disabled: true,
      settings: { scheme: "hmac", header: "X-Signature" },
      health: {
        status: "disabled",
        last_at: ago(60 * DAY),
        last_7_days: 0,
        days: [0, 0, 0, 0, 0, 0, 0],
        usual_per_day: null,
      },
    }),
  ];
}

const label = (fr: string, en: string) => ({ fr, en });
const need = (name: string, fr: string, en: string, part: Partial<Schemas["NeedOut"]> = {}) => ({
  name,
  label: label(fr, en),
  secret: false,
  optional: false,
  choices: [],
  ...part,
});
const kind = (
  part: Partial<Schemas["KindOut"]> & Pick<Schemas["KindOut"], "kind" | "name">,
): Schemas["KindOut"] => ({
  signed: true,
  thin: false,
  secret: "ours",
  needs: [],
  steps: {
    fr: [
      "Dans le formulaire, ouvrez Connect, puis Webhooks, et ajoutez l’adresse.",
      "Collez le secret, puis activez le webhook.",
    ],
    en: [
      "In the form, open Connect, then Webhooks, and add the address.",
      "Paste the secret, then switch the webhook on.",
    ],
  },
  script: null,
  ...part,
});

export const sourceKinds: Schemas["KindOut"][] = [
  kind({ kind: "standard_webhooks", name: "Standard Webhooks" }),
  kind({ kind: "typeform", name: "Typeform" }),
  kind({
    kind: "surveymonkey",
    name: "SurveyMonkey",
    thin: true,
    secret: "theirs",
    needs: [
      need("access_token", "Jeton d’accès", "Access token", { secret: true }),
      need("region", "Centre de données", "Data centre", {
        secret: true,
        optional: true,
        choices: ["us", "eu", "ca"],
      }),
    ],
  }),
  kind({ kind: "jotform", name: "Jotform", signed: false, secret: "none" }),
  kind({
    kind: "google_forms",
    name: "Google Forms",
    script: "const URL = property('BOUCLE_URL');\nfunction install() {\n  // Sends each answer.\n}\n",
  }),
  kind({ kind: "formbricks", name: "Formbricks", secret: "theirs" }),
  kind({
    kind: "google_business",
    name: "Google Business Profile",
    thin: true,
    secret: "none",
    needs: [
      need("audience", "Audience de l’abonnement push", "Audience of the push subscription"),
      need("service_account", "Compte de service qui signe", "Service account that signs"),
      need("refresh_token", "Jeton d’actualisation", "Refresh token", { secret: true }),
    ],
  }),
  kind({
    kind: "generic",
    name: "Webhook",
    secret: "theirs",
    needs: [
      need("scheme", "Preuve", "Proof", { choices: ["hmac", "header", "field", "none"] }),
      need("header", "En-tête de la signature", "Header of the signature", { optional: true }),
    ],
  }),
];

const answers: [nps: number, words: string, store: string][] = [
  [4, "Caisse fermée à midi, vingt minutes d’attente.", "LYO-PD"],
  [9, "Très bon accueil, merci.", "BRE-SI"],
  [11, "Rien à dire.", "LIL-WZ"],
];

export const deliveries: FakeDelivery[] = answers.map(([nps, words, store], index) => ({
  id: `${nps > 10 ? "q" : "f"}${"a2b3c4d5e6f7".repeat(2).slice(0, 23)}${index + 2}`,
  received_at: ago((3 + index * 17) * MINUTE),
  outcome: nps > 10 ? "quarantine" : "feedback",
  code: nps > 10 ? "bad_score" : null,
  payload: {
    event_type: "form_response",
    date: "2026-11-24T08:09:00Z",
    hidden: { store, client: `C-8821${index}` },
    answers: { nps, verbatim: words, fraicheur: 3, rappel: "oui" },
  },
  cells: [
    { path: "date", label: "date", value: "2026-11-24T08:09:00Z" },
    { path: "hidden.store", label: "store", value: store },
    { path: "hidden.client", label: "client", value: `C-8821${index}` },
    { path: "answers.nps", label: "Recommanderiez-vous nos magasins ?", value: nps },
    { path: "answers.verbatim", label: "Pourquoi ?", value: words },
    { path: "answers.fraicheur", label: "Fraîcheur des produits", value: 3 },
    { path: "answers.rappel", label: "Souhaitez-vous être rappelé ?", value: "oui" },
  ],
}));

/** What is recognised without a mapping. */
export const hints: Record<string, string> = {
  score: "answers.nps",
  comment: "answers.verbatim",
  place: "hidden.store",
  submitted_at: "date",
  contact_requested: "answers.rappel",
  "respondent.id": "hidden.client",
};

export function seedGroups(): Schemas["functions__api__schemas__quarantine__GroupOut"][] {
  const example = (id: string, value: string | null) => ({ id, received_at: ago(DAY), value });
  return [
    {
      source_id: "s-purchase",
      code: "mapping:place",
      path: "hidden.store",
      count: 14,
      since: ago(4 * DAY),
      fix: "place",
      examples: [example(`q${"a".repeat(24)}`, null), example(`q${"b".repeat(24)}`, null)],
    },
    {
      source_id: "s-purchase",
      code: "bad_score",
      path: "answers.nps",
      count: 6,
      since: ago(DAY),
      fix: "score",
      examples: [example(`q${"c".repeat(24)}`, "11")],
    },
    {
      source_id: "s-site",
      code: "bad_time",
      path: "date",
      count: 1,
      since: ago(3 * 60 * MINUTE),
      fix: "time",
      examples: [example(`q${"d".repeat(24)}`, "31/11/2026")],
    },
  ];
}
