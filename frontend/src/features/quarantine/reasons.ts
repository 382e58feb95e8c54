/** The reasons that have words of their own; `mapping:<what>` shares one sentence. */
const known = [
  "bad_score",
  "bad_time",
  "bad_json",
  "bad_form",
  "bad_number",
  "bad_encoding",
  "duplicate_key",
  "too_deep",
  "too_complex",
  "empty",
  "id_conflict",
] as const;
const named = [
  "score",
  "comment",
  "place",
  "submitted_at",
  "contact_requested",
  "motive",
  "language",
] as const;

type Key = `quarantine.reasons.${(typeof known)[number] | "mapping" | "other"}`;
interface Reason {
  key: Key;
  /** The part of the delivery it is about, or the code itself where it has no words. */
  field: string;
  /** The translation key of that part, where it is a field of feedback. */
  role: `roles.${(typeof named)[number]}` | null;
}

/** What to say of the code that deliveries wait under. */
export function reasonOf(code: string): Reason {
  if (code.startsWith("mapping:")) {
    const field = code.slice("mapping:".length);
    const role = named.find((one) => one === field);
    return { key: "quarantine.reasons.mapping", field, role: role ? `roles.${role}` : null };
  }
  const plain = known.find((one) => one === code);
  return { key: `quarantine.reasons.${plain ?? "other"}`, field: code, role: null };
}
