import type { PlanOnCase } from "@/api/treat";
import { nadia } from "./people";

const status = (id: string, label: string, closes_action = true, again_in: number | null = null) => ({
  id,
  label,
  closes_action,
  again_in,
});

/** The plan of the pictures: one action done, one tried, two to come. */
export function productPlan(): PlanOnCase {
  return {
    id: "pl-product",
    version: 4,
    name: "Incident produit",
    description: "",
    actions: [
      {
        id: "remove",
        name: "Retirer le lot et garder la preuve",
        description: "Photo de l’étiquette et du produit.",
        closes_plan: "no",
        comment: "allowed",
        statuses: [status("done", "Fait")],
        finished: true,
      },
      {
        id: "call",
        name: "Appeler le client",
        description: "Demander l’état de santé avant toute chose. Ne jamais proposer d’avoir en premier.",
        closes_plan: "operator",
        comment: "allowed",
        statuses: [
          status("solved", "Joint, problème résolu"),
          status("unhappy", "Joint, toujours mécontent"),
          status("no_answer", "Sans réponse, message laissé", false, 86_400),
        ],
        finished: false,
      },
      {
        id: "write",
        name: "Écrire au client",
        description: "",
        closes_plan: "no",
        comment: "forbidden",
        statuses: [status("sent", "E-mail envoyé")],
        finished: false,
      },
      {
        id: "quality",
        name: "Déclarer à la qualité",
        description: "Le numéro de lot et le fournisseur suffisent.",
        closes_plan: "imposed",
        comment: "required",
        statuses: [status("sent", "Déclaré")],
        finished: false,
      },
    ],
    exit_states: [
      {
        id: "gesture",
        label: "Résolu avec geste commercial",
        closes_alert: true,
        reason: { id: "gesture", label: "Geste commercial accordé", note_required: true },
      },
      {
        id: "solved",
        label: "Résolu sans geste",
        closes_alert: true,
        reason: { id: "void", label: "Retour sans objet", note_required: false },
      },
      { id: "passed", label: "Transmis à la qualité", closes_alert: false, reason: null },
    ],
    activities: [
      {
        action: { id: "remove", name: "Retirer le lot et garder la preuve" },
        status: { id: "done", label: "Fait" },
        by: nadia,
        at: "2026-11-23T15:52:00Z",
        comment: "Lot K2207, 14 bocaux. Photo jointe.",
        again_at: null,
        closes_action: true,
      },
      {
        action: { id: "call", name: "Appeler le client" },
        status: { id: "no_answer", label: "Sans réponse, message laissé" },
        by: nadia,
        at: "2026-11-23T16:05:00Z",
        comment: null,
        again_at: "2026-11-24T09:00:00Z",
        closes_action: false,
      },
    ],
    exit_state: null,
    closed_at: null,
    may_act: true,
  };
}
