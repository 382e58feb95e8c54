import type { Me, PlaceItem } from "@/api/types";
import { adminRights, agentRights } from "./rights";

export const NOW = Date.parse("2026-11-24T08:12:00Z");

export const me: Me = {
  id: "u-nadia",
  email: "nadia.benali@halles-verdier.example",
  name: "Nadia Benali",
  role: "agent",
  locale: "fr",
  rights: agentRights,
  perimeter: { everything: true, places: [] },
  tenant: { name: "Halles Verdier", zone: "Europe/Paris", locale: "fr" },
  settings: {
    reasons: [
      reason("called", "Client rappelé, solution apportée", "Customer called back, problem solved", true),
      reason("gesture", "Geste commercial accordé", "Goodwill gesture made", true),
      reason("forwarded", "Transmis au siège ou au fournisseur", "Passed to head office or supplier", true),
      reason("no_answer", "Sans réponse après trois essais", "No answer after three attempts", false),
      reason("no_contact", "Ne souhaite pas être contacté", "Does not wish to be contacted", false, true),
      reason("void", "Retour sans objet", "Nothing to treat", false),
    ],
    labels: {},
    view: "six",
    take_next: true,
    hold_pauses: false,
    panel: [
      { field: "tier", label: "Fidélité", format: "text", masked: false },
      { field: "attributes.Magasin habituel", label: "Magasin habituel", format: "text", masked: false },
      { field: "attributes.Achats sur 12 mois", label: "Achats sur 12 mois", format: "money", masked: false },
      { field: "attributes.Panier moyen", label: "Panier moyen", format: "money", masked: false },
      { field: "attributes.Points", label: "Points", format: "number", masked: false },
      { field: "attributes.Dernière visite", label: "Dernière visite", format: "date", masked: false },
    ],
    motives: [
      { id: "m-safety", label: "Sécurité alimentaire", parent: null },
      { id: "m-till", label: "Attente en caisse", parent: null },
    ],
    departments: [{ id: "d-quality", name: "Qualité" }],
  },
};

/** Who manages the account: every right. */
export const admin: Partial<Me> = {
  id: "u-ines",
  email: "ines.rolland@halles-verdier.example",
  name: "Inès Rolland",
  role: "admin",
  rights: adminRights,
};

function reason(id: string, fr: string, en: string, note_required: boolean, refusal = false) {
  return { id, label: { fr, en }, note_required, refusal };
}

export const claire = { id: "u-claire", name: "Claire Dumas" };
export const yann = { id: "u-yann", name: "Yann Kervella" };
export const sofiane = { id: "u-sofiane", name: "Sofiane Brahimi" };
export const nadia = { id: me.id, name: me.name };

const tree: [id: string, name: string, parent: string | null][] = [
  ["p-net", "Halles Verdier", null],
  ["p-aura", "Auvergne-Rhône-Alpes", "p-net"],
  ["p-ouest", "Grand Ouest", "p-net"],
  ["p-nord", "Hauts-de-France", "p-net"],
  ["p-lyon", "Lyon Part-Dieu", "p-aura"],
  ["p-grenoble", "Grenoble Caserne", "p-aura"],
  ["p-brest", "Brest Siam", "p-ouest"],
  ["p-rennes", "Rennes Sainte-Anne Colombier", "p-ouest"],
  ["p-lille", "Lille Wazemmes", "p-nord"],
];

const unset = { code: null, aliases: [], calendar: null, owner: null, delegate_to: null, version: 1 };
export const places: PlaceItem[] = tree.map(([id, name, parent]) => ({ id, name, parent, ...unset }));

/** A place with the names from the root to it. */
export function placePath(id: string): { id: string; name: string; path: string[] } {
  const path: string[] = [];
  let at = places.find((place) => place.id === id);
  const name = at?.name ?? id;
  while (at) {
    path.unshift(at.name);
    const parent = at.parent;
    at = places.find((place) => place.id === parent);
  }
  return { id, name, path };
}

/** Whether a place is another one or lies below it. */
export function isWithin(id: string | undefined, root: string): boolean {
  let at = places.find((place) => place.id === id);
  while (at) {
    if (at.id === root) return true;
    const parent = at.parent;
    at = places.find((place) => place.id === parent);
  }
  return false;
}
