/** Colour tokens of the interface, one value per scheme. Names become `--c-<name>` variables. */
export type Scheme = "light" | "dark";

const pairs = {
  bg: ["#F2F4F5", "#0D1316"],
  surface: ["#FFFFFF", "#141B1F"],
  sunken: ["#F7F9F9", "#11181B"],
  hover: ["#EEF2F3", "#1C262B"],
  selected: ["#E3F0F2", "#15323A"],
  border: ["#DCE2E5", "#28343A"],
  "border-strong": ["#77838C", "#73828B"],
  text: ["#15212A", "#E8EEF1"],
  "text-2": ["#43515B", "#BAC6CC"],
  "text-3": ["#586670", "#97A5AD"],
  accent: ["#0B5D6C", "#74C7D5"],
  "accent-solid": ["#0B5D6C", "#1A7585"],
  "on-accent": ["#FFFFFF", "#FFFFFF"],
  "accent-tint": ["#E0EFF1", "#12323A"],
  late: ["#A8231C", "#FFA399"],
  "late-tint": ["#FBE7E5", "#3B1B19"],
  "late-solid": ["#B42A22", "#CB3B31"],
  "on-late": ["#FFFFFF", "#FFFFFF"],
  soon: ["#8A4300", "#F7B46A"],
  "soon-tint": ["#FFEBD6", "#38260F"],
  unhappy: ["#8C1D5B", "#F3A0CB"],
  "unhappy-tint": ["#F8E6F0", "#3A1B2E"],
  mid: ["#43515B", "#BAC6CC"],
  "mid-tint": ["#EAEEF0", "#222D33"],
  happy: ["#17653A", "#86D6A6"],
  "happy-tint": ["#E1F2E7", "#143220"],
  note: ["#4B3F94", "#BDB3F7"],
  "note-tint": ["#F0EEFA", "#231F3C"],
  "note-line": ["#8D82CF", "#6F64B8"],
  mark: ["#FFEE9E", "#5C4B08"],
  "mark-line": ["#A88700", "#D9B93B"],
  "on-mark": ["#15212A", "#FFF6D1"],
} as const satisfies Record<string, readonly [string, string]>;

export type Token = keyof typeof pairs;
export const tokenNames = Object.keys(pairs) as Token[];

/** The hex value of a token in a scheme. */
export function tokenValue(token: Token, scheme: Scheme): string {
  return pairs[token][scheme === "light" ? 0 : 1];
}

/** Every token as CSS variables for one scheme. */
export function tokenVariables(scheme: Scheme): Record<string, string> {
  return Object.fromEntries(tokenNames.map((name) => [`--c-${name}`, tokenValue(name, scheme)]));
}
