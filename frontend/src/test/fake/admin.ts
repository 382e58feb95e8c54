import type {
  Calendar,
  Department,
  Group,
  Motive,
  Place,
  Plan,
  Reason,
  Settings,
  Span,
  User,
} from "@/api/admin";
import type { AuditItem } from "@/features/audit/api";
import { me, NOW, places } from "./people";

const HOUR = 3600;
const at = (hours: number) => new Date(NOW - hours * HOUR * 1000).toISOString().replace(".000Z", "Z");

function user(part: Partial<User> & Pick<User, "id" | "name" | "role">): User {
  const [first = "", last = ""] = part.name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().split(" ");
  return {
    email: `${first}.${last}@halles-verdier.example`,
    locale: "fr",
    places: [],
    groups: [],
    departments: [],
    departments_only: false,
    disabled: false,
    absence: null,
    version: 1,
    status: part.disabled ? "disabled" : "active",
    ...part,
  };
}

export const seedUsers = (): User[] => [
  user({ id: "u-ines", name: "Inès Rolland", role: "admin", places: ["p-net"] }),
  user({ id: "u-claire", name: "Claire Dumas", role: "manager", places: ["p-aura"], groups: ["g-centre"] }),
  user({
    id: "u-nadia",
    name: "Nadia Benali",
    role: "agent",
    places: ["p-lyon"],
    absence: { since: at(30), until: at(-72), replacement: "u-claire" },
  }),
  user({ id: "u-sofiane", name: "Sofiane Brahimi", role: "agent", places: ["p-lille"] }),
  user({ id: "u-yann", name: "Yann Kervella", role: "agent", places: ["p-brest", "p-rennes"] }),
  user({ id: "u-lea", name: "Léa Fontaine", role: "agent", places: ["p-ouest"], status: "invited" }),
  user({
    id: "u-quality",
    name: "Denis Quéré",
    role: "agent",
    places: ["p-net"],
    departments: ["d-quality"],
    departments_only: true,
  }),
  user({ id: "u-old", name: "Paul Marchand", role: "agent", places: ["p-grenoble"], disabled: true }),
];

const codes: Record<string, string> = {
  "p-lyon": "LYO-PD",
  "p-grenoble": "GRE-01",
  "p-brest": "BRE-SI",
  "p-rennes": "REN-SA",
  "p-lille": "LIL-WZ",
};

export const seedPlaces = (): Place[] =>
  places.map(({ id, name, parent }) => ({
    id,
    name,
    parent,
    code: codes[id] ?? null,
    aliases: id === "p-lille" ? ["LIL-WZ2"] : [],
    calendar: id === "p-net" ? "c-stores" : null,
    owner: id === "p-lyon" ? "u-claire" : null,
    delegate_to: id === "p-net" ? "service.client@halles-verdier.example" : null,
    version: 1,
  }));

export const seedGroups = (): Group[] => [
  { id: "g-centre", name: "Centres-villes", places: ["p-lyon", "p-brest", "p-lille"], version: 2 },
];

export const seedReasons = (): Reason[] => [
  ...me.settings.reasons.map(({ id, label, note_required }) => ({
    id,
    label: label as Reason["label"],
    note_required,
    refusal: id === "no_contact",
    archived: false,
    version: 1,
  })),
  {
    id: "old",
    label: { fr: "Bon d’achat papier", en: "Paper voucher" },
    note_required: false,
    refusal: false,
    archived: true,
    version: 3,
  },
];

const motive = (id: string, fr: string, en: string, part: Partial<Motive> = {}): Motive => ({
  id,
  label: { fr, en },
  parent: null,
  codes: [],
  department: null,
  archived: false,
  version: 1,
  ...part,
});

export const seedMotives = (): Motive[] => [
  motive("m-product", "Produit", "Product", { codes: ["PROD"] }),
  motive("m-safety", "Sécurité alimentaire", "Food safety", {
    parent: "m-product",
    codes: ["PROD-SEC", "corps étranger"],
    department: "d-quality",
  }),
  motive("m-fresh", "Fraîcheur", "Freshness", { parent: "m-product", codes: ["PROD-FR"] }),
  motive("m-till", "Attente en caisse", "Waiting at the till", { codes: ["CAISSE"] }),
];

export const seedDepartments = (): Department[] => [
  { id: "d-quality", name: "Qualité", owner: "u-quality", restricted: true, version: 1 },
  { id: "d-till", name: "Ligne de caisse", owner: null, restricted: false, version: 1 },
];

const day: Span[] = [
  ["09:00", "12:30"],
  ["14:00", "19:00"],
];

export const seedCalendars = (): Calendar[] => [
  {
    id: "c-stores",
    version: 4,
    name: "Magasins",
    zone: "Europe/Paris",
    week: [day, day, day, day, day, [["09:00", "19:30"]], []],
    country: "FR",
    subdivision: null,
    closed: ["2027-01-02"],
    special: { "2026-12-24": [["09:00", "17:00"]] },
    used_by: [{ kind: "place", id: "p-net", label: "Halles Verdier" }],
  },
  {
    id: "c-desk",
    version: 1,
    name: "Service client",
    zone: "Europe/Paris",
    week: [
      [["08:00", "20:00"]],
      [["08:00", "20:00"]],
      [["08:00", "20:00"]],
      [["08:00", "20:00"]],
      day,
      [],
      [],
    ],
    country: "FR",
    subdivision: null,
    closed: [],
    special: {},
    used_by: [],
  },
];

const outcome = (id: string, label: string, closes_action = true, again_in: number | null = null) => ({
  id,
  label,
  closes_action,
  again_in,
});

export const seedPlans = (): Plan[] => [
  {
    id: "pl-product",
    version: 4,
    name: "Incident produit",
    description: "Pour tout corps étranger ou soupçon d’intoxication.",
    actions: [
      {
        id: "a1",
        name: "Retirer le lot et garder la preuve",
        description: "Photo de l’étiquette et du produit.",
        closes_plan: "no",
        comment: "allowed",
        statuses: [outcome("s1", "Fait")],
      },
      {
        id: "a2",
        name: "Appeler le client",
        description: "Demander l’état de santé avant toute chose. Ne jamais proposer d’avoir en premier.",
        closes_plan: "operator",
        comment: "allowed",
        statuses: [
          outcome("s1", "Joint, problème résolu"),
          outcome("s2", "Joint, toujours mécontent"),
          outcome("s3", "Sans réponse, message laissé", false, 24 * HOUR),
        ],
      },
      {
        id: "a3",
        name: "Déclarer à la qualité",
        description: "",
        closes_plan: "no",
        comment: "required",
        statuses: [outcome("s1", "Déclaré")],
      },
    ],
    exit_states: [
      { id: "e1", label: "Résolu avec geste commercial", closes_alert: true, reason: "gesture" },
      { id: "e2", label: "Transmis à la qualité", closes_alert: false, reason: null },
    ],
    rules: ["r-food", "r-foreign"],
    campaigns: [],
    sources: [],
    archived: false,
  },
];

const target = (P1: number, P2: number, P3: number, office_hours = false) => ({
  P1: P1 * HOUR,
  P2: P2 * HOUR,
  P3: P3 * HOUR,
  office_hours,
});

export const seedSettings = (): Settings => ({
  version: 3,
  labels: { contacted: { fr: "Client joint", en: "Customer reached" } },
  view: "six",
  targets: {
    email: target(24, 48, 72),
    social: target(2, 4, 4),
    review: target(24, 48, 72),
    messaging: target(1 / 6, 2, 2, true),
    sms: target(1 / 6, 2, 2, true),
    phone: target(1 / 12, 1 / 4, 1 / 2),
    chat: target(1 / 12, 1 / 12, 1 / 4),
  },
  other_channels: target(24, 48, 72),
  calendar: "c-stores",
  priorities: [
    {
      id: "c1",
      label: "Cliente ou client Platine",
      criteria: {
        combinator: "and",
        rules: [{ field: "respondent.tier", operator: "=", value: "Platine" }],
      },
      effect: "raise",
    },
  ],
  p1_warning: 0.2,
  p1_share: { p1: 7, open: 23, complete: true, over: true },
  attach_repeats: true,
  repeat_raises: true,
  loyalty: ["Platine", "Or", "Argent"],
  remind_before: 24 * HOUR,
  escalation: { after: 0, every: 24 * HOUR, times: 3 },
  hold_pauses: false,
  take_next: true,
  saved_at: at(400),
  saved_by: { id: "u-ines", name: "Inès Rolland" },
  panel: [
    { field: "tier", label: { fr: "Fidélité", en: "Loyalty" }, format: "text", masked_for: [] },
    {
      field: "attributes.Achats sur 12 mois",
      label: { fr: "Achats sur 12 mois", en: "Purchases in 12 months" },
      format: "money",
      masked_for: ["viewer"],
    },
  ],
  contact: { admin: "shown", manager: "shown", agent: "on_request", viewer: "hidden" },
  delegate_to: "service.client@halles-verdier.example",
});

const people = {
  ines: { id: "u-ines", name: "Inès Rolland" },
  claire: { id: "u-claire", name: "Claire Dumas" },
};

export const seedAudit = (): AuditItem[] => [
  {
    id: "l1",
    at: at(0.5),
    by: people.claire,
    type: "assigned",
    alert_id: "aaaaaaaaaaaaaaaaaaaaaaaa3",
    subject: null,
    changes: {
      owner: [null, { id: "u-yann", name: "Yann Kervella" }],
      status: ["new", "assigned"],
    },
    data: {},
  },
  {
    id: "l2",
    at: at(3),
    by: people.ines,
    type: "changed",
    alert_id: null,
    subject: { kind: "user", id: "u-nadia", name: "Nadia Benali" },
    changes: { role: ["viewer", "agent"], places: [["p-grenoble"], ["p-lyon"]] },
    data: {},
  },
  {
    id: "l3",
    at: at(26),
    by: people.claire,
    type: "contact_revealed",
    alert_id: "aaaaaaaaaaaaaaaaaaaaaaaa4",
    subject: null,
    changes: {},
    data: {},
  },
  {
    id: "l4",
    at: at(50),
    by: { id: "", name: "" },
    type: "expired",
    alert_id: "aaaaaaaaaaaaaaaaaaaaaaaa5",
    subject: null,
    changes: { status: ["assigned", "expired"] },
    data: {},
  },
];
