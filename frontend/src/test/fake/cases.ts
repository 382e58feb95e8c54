import type { Condition } from "@/api/types";
import { type CaseInput, type Kept, makeCase, mayNow } from "./make";
import { claire, nadia, sofiane, yann } from "./people";
import { productPlan } from "./plans";

const COMMENT =
  "J’ai trouvé un éclat de verre dans un bocal de cornichons acheté samedi matin. Ma fille de six ans s’est coupé la lèvre, rien de grave heureusement. À l’accueil, on m’a proposé un simple avoir sans même noter le numéro de lot. Je viens chez vous depuis onze ans, j’aimerais être rappelée.";

const inputs: CaseInput[] = [
  {
    n: 1,
    name: "Mathilde Perrault",
    score: [3, 0, 10],
    comment: "Toujours aucun appel, je vais finir par résilier ma carte et le dire autour de moi.",
    place: "p-lille",
    age: 200,
    target: -28.2,
    expiry: -5,
    status: "expired",
  },
  {
    n: 2,
    name: "Loïc Le Floch",
    score: [1, 1, 5],
    comment: "Commande drive incomplète pour la troisième fois ce mois-ci, personne ne répond.",
    place: "p-brest",
    age: 176,
    target: -2.1,
    expiry: 30,
    owner: yann,
  },
  {
    n: 3,
    name: "Solange Marchetti",
    score: [2, 0, 10],
    comment: COMMENT,
    place: "p-lyon",
    age: 19,
    target: 5.2,
    expiry: 51,
    priority: "P1",
    owner: nadia,
    label: "Sécurité alimentaire",
    callback: true,
  },
  {
    n: 4,
    name: "Thomas Béranger",
    score: [0, 0, 10],
    comment: "Double prélèvement sur ma carte et deux appels sans suite au service client.",
    place: "p-grenoble",
    age: 15.2,
    target: 9.1,
    expiry: 60,
    priority: "P1",
  },
  {
    n: 5,
    name: "Awa Ndiaye",
    score: [4, 0, 10],
    comment: "La remise famille nombreuse m’a été refusée de façon désagréable devant tout le monde.",
    place: "p-rennes",
    age: 29,
    target: 22.4,
    expiry: 120,
    owner: claire,
  },
  {
    n: 6,
    name: "Gérard Coquelin",
    score: [2, 1, 5],
    comment: "Rayon frais vide à 17 h un samedi, ce n’est plus possible pour un magasin de cette taille.",
    place: "p-lille",
    age: 122,
    target: 30.2,
    expiry: 40,
    priority: "P3",
    owner: sofiane,
  },
  {
    n: 7,
    name: "Hélène Tanguy",
    score: [5, 0, 10],
    comment: "Merci de me rappeler au sujet de ma carte fidélité, mes points ont disparu.",
    place: "p-brest",
    age: 50,
    target: 44.3,
    expiry: 140,
    owner: yann,
    callback: true,
  },
  {
    n: 8,
    name: "Driss El Amrani",
    score: [1, 0, 10],
    comment: "Le livreur a laissé les surgelés devant la porte, tout était perdu à mon retour.",
    place: "p-grenoble",
    age: 4.1,
    target: 56.2,
    expiry: 160,
  },
  {
    n: 9,
    name: "Colette Prigent",
    score: [6, 0, 10],
    comment: null,
    place: "p-rennes",
    age: 73,
    target: 68.4,
    expiry: 71,
    priority: "P3",
  },
  {
    n: 10,
    name: "Farid Benchikh",
    score: [3, 0, 10],
    comment: "Quarante minutes d’attente en caisse un mardi soir, deux caisses ouvertes sur huit.",
    place: "p-lyon",
    age: 26,
    target: 69.1,
    expiry: 170,
  },
  {
    n: 11,
    name: "Jeanne-Marie de la Villemarqué-Kerguélen",
    score: [2, 0, 10],
    comment: "Le pain était rassis alors que l’étiquette disait du jour.",
    place: "p-rennes",
    age: 30,
    target: 70,
    expiry: 190,
    priority: "P1",
  },
  {
    n: 12,
    name: null,
    score: [5, 0, 10],
    comment: "RAS",
    place: "p-lyon",
    age: 31,
    target: 82,
    expiry: 200,
    priority: "P3",
  },
  {
    n: 13,
    name: "Oscar Whitfield",
    score: [4, 0, 10],
    comment: "The self checkout charged me twice for the same bag of coffee and nobody could refund it.",
    place: "p-lille",
    age: 20,
    target: 90,
    expiry: 210,
    language: "en",
  },
  {
    n: 14,
    name: "Inès Carpentier",
    score: [9, 0, 10],
    comment: "Équipe adorable au fromage, pouvez-vous me dire quand revient le comté de dix-huit mois ?",
    place: "p-lyon",
    age: 12,
    target: 95,
    expiry: 220,
    kind: "message",
    label: "Client satisfait qui écrit",
  },
];

/** Plain cases that fill further pages. */
function filler(n: number): CaseInput {
  const names = ["Paul Mercier", "Lucie Arnaud", "Bruno Chevalier", "Samia Kaci", "Étienne Roux"];
  return {
    n,
    name: names[n % names.length] ?? null,
    score: [n % 7, 0, 10],
    comment: "Le produit annoncé en promotion n’était déjà plus en rayon à l’ouverture du magasin.",
    place: ["p-lyon", "p-brest", "p-lille", "p-grenoble"][n % 4] as string,
    age: 40 + n,
    target: 100 + n * 2,
    expiry: 400 + n,
  };
}

function span(words: string): [number, number] {
  const start = Array.from(COMMENT.slice(0, COMMENT.indexOf(words))).length;
  return [start, start + Array.from(words).length];
}

function condition(number: number, part: Partial<Condition> & { field: string }): Condition {
  return { number, operator: "mentions", operand: null, value: null, negated: false, spans: [], ...part };
}

/** The case of the pictures, with all that a case may show. */
function enrich(kept: Kept): Kept {
  const { alert, events } = kept;
  const spans = [span("verre"), span("coupé")];
  alert.triggers = [
    {
      rule_id: "r-food",
      rule_version: 7,
      label: "Sécurité alimentaire",
      priority: "P1",
      earlier: false,
      conditions: [
        condition(1, { field: "comment", operand: ["verre", "coupé"], value: ["verre", "coupé"], spans }),
        condition(2, { field: "score", operator: "<", operand: 5, value: 2 }),
      ],
    },
    {
      rule_id: "r-call",
      rule_version: 2,
      label: "Rappel demandé",
      priority: "P2",
      earlier: false,
      conditions: [
        condition(3, {
          field: "comment",
          operand: ["être rappelé"],
          value: ["être rappelée"],
          spans: [span("être rappelée")],
        }),
      ],
    },
  ];
  alert.feedback.answers = ["Accueil", "Propreté", "Prix", "Choix", "Attente", "Recommanderiez-vous ?"].map(
    (label, index) => ({ key: `q${index}`, label, value: index === 5 ? 2 : 3 + (index % 2) }),
  );
  alert.respondent.tier = "Or";
  alert.respondent.phone = "06 39 98 40 17";
  alert.respondent.email = "solange.marchetti@exemple.fr";
  alert.respondent.attributes = {
    "Magasin habituel": "Lyon Part-Dieu",
    "Achats sur 12 mois": "4 318 €",
    "Panier moyen": "61 €",
    Points: 2140,
    "Dernière visite": "21 nov.",
  };
  const { attributes } = alert.respondent;
  alert.respondent.fields = [
    ...Object.entries(attributes).map(([label, value]) => ({
      field: `attributes.${label}`,
      label,
      value: typeof value === "number" ? value.toLocaleString("fr-FR") : String(value),
      masked: false,
    })),
    { field: "attributes.Segment", label: "Segment", value: null, masked: true },
  ];
  alert.because = [
    { kind: "rule", label: "Rappel demandé", priority: "P2" },
    { kind: "rule", label: "Sécurité alimentaire", priority: "P1" },
  ];
  alert.plan = productPlan();
  alert.version = 4;
  events.push(
    {
      version: 3,
      type: "contacted",
      at: "2026-11-23T16:05:00Z",
      by: nadia,
      data: { channel: "phone", outcome: "message_left", note: null },
    },
    {
      version: 4,
      type: "noted",
      at: "2026-11-23T16:09:00Z",
      by: claire,
      data: {
        text: "Lot K2207 retiré du rayon. Le fournisseur est prévenu, il rappelle le magasin avant midi.",
      },
    },
  );
  alert.may = mayNow(alert);
  return kept;
}

/** The cases of the fake, `extra` plain ones after those told by hand. */
export function seedCases(extra = 16): Kept[] {
  const told = inputs.map((input) => (input.n === 3 ? enrich(makeCase(input)) : makeCase(input)));
  return [...told, ...Array.from({ length: extra }, (_, at) => makeCase(filler(at + 20)))];
}
