import type { FeedbackIn } from "./api/useEntry";

export const channels = ["phone", "in_person", "mail", "other"] as const;
export const scales = ["nps", "five", "none"] as const;
export type ScaleName = (typeof scales)[number];

/** What is being written. */
export interface Draft {
  place: string;
  channel: (typeof channels)[number];
  scale: ScaleName;
  score: number | null;
  comment: string;
  callback: boolean;
  name: string;
  email: string;
  phone: string;
}

export const blank: Draft = {
  place: "",
  channel: "phone",
  scale: "nps",
  score: null,
  comment: "",
  callback: false,
  name: "",
  email: "",
  phone: "",
};

const bounds = { nps: [0, 10], five: [1, 5] } as const;

/** The figures of a scale. */
export function figuresOf(scale: ScaleName): number[] {
  if (scale === "none") return [];
  const [min, max] = bounds[scale];
  return Array.from({ length: max - min + 1 }, (_, index) => min + index);
}

export type EntryFault = "place" | "empty" | "contact";

/** What is missing before it can be sent. */
export function faultsOf(draft: Draft): EntryFault[] {
  const faults: EntryFault[] = [];
  if (draft.place === "") faults.push("place");
  const scored = draft.scale !== "none" && draft.score !== null;
  if (!scored && draft.comment.trim() === "" && !draft.callback) faults.push("empty");
  if (draft.callback && draft.phone.trim() === "" && draft.email.trim() === "") faults.push("contact");
  return faults;
}

/** The draft as the API takes it. */
export function feedbackOf(draft: Draft, language: "fr" | "en"): FeedbackIn {
  const text = (value: string) => value.trim() || null;
  const { scale, score } = draft;
  const respondent = { name: text(draft.name), email: text(draft.email), phone: text(draft.phone) };
  const known = Object.values(respondent).some((value) => value !== null);
  return {
    place: draft.place,
    channel: draft.channel,
    score:
      scale === "none" || score === null
        ? null
        : {
            value: score,
            min: bounds[scale][0],
            max: bounds[scale][1],
            kind: scale === "nps" ? "nps" : "rating",
          },
    comment: text(draft.comment),
    contact_requested: draft.callback,
    language: text(draft.comment) ? language : null,
    respondent: known ? respondent : null,
  };
}
