import type { TFunction } from "i18next";
import { clause, type Names } from "@/lib/criterion";
import type { Format } from "@/lib/format";
import { type Criteria, isGroup, type Line, modeOf } from "./tree";

/** A piece of the sentence: the words between conditions, or a condition. */
export interface Words {
  text: string;
  strong: boolean;
}

export interface Telling {
  t: TFunction;
  format: Format;
  names: Names;
  scoreMax: number | null;
  /** Conditions that are not filled in yet are left out. */
  complete: (line: Line) => boolean;
}

const plain = (text: string): Words => ({ text, strong: false });

/** "Le commentaire…" in the middle of a sentence. */
export function lowered(text: string): string {
  return text.charAt(0).toLocaleLowerCase() + text.slice(1);
}

/** A group without the conditions that are not filled in, and without groups of one. */
function known(group: Criteria, complete: Telling["complete"]): Criteria {
  const rules = group.rules
    .map((part) => (isGroup(part) ? known(part, complete) : part))
    .filter((part) => (isGroup(part) ? part.rules.length > 0 : complete(part)))
    .map((part) => {
      const only = isGroup(part) && part.rules.length === 1 && !part.not ? part.rules[0] : undefined;
      return only ?? part;
    });
  return { ...group, rules };
}

/** The criteria as a sentence: "Prévenir quand la note est…, et que soit …, soit …". */
export function tellCriteria(
  criteria: Criteria,
  kind: "alert" | "quiet" | "message",
  telling: Telling,
): Words[] {
  const group = known(criteria, telling.complete);
  const { t } = telling;
  if (group.rules.length === 0) return [plain(t("rules.sentence.nothing"))];
  const start = t(`rules.sentence.${kind}`);
  return [plain(`${start} `), ...tellGroup(group, telling, 0), plain(".")];
}

function tellGroup(group: Criteria, telling: Telling, depth: number): Words[] {
  const { t } = telling;
  const parts = group.rules.map((part) => tellPart(part, telling, depth + 1));
  const mode = modeOf(group);
  if (parts.length === 1 && (mode === "all" || mode === "any")) return parts[0] ?? [];
  if (mode === "none" || mode === "notAll") {
    const between = t(mode === "none" ? "rules.sentence.or" : "rules.sentence.and");
    const opening = t(mode === "none" ? "rules.sentence.none" : "rules.sentence.notAll");
    return [plain(`${opening} (`), ...joined(parts, ` ${between} `), plain(")")];
  }
  const body =
    mode === "all"
      ? depth === 0
        ? joined(parts, t("rules.sentence.andThat"))
        : [plain(t("rules.sentence.both")), ...joined(parts, ` ${t("rules.sentence.and")} `)]
      : [plain(t("rules.sentence.either")), ...joined(parts, t("rules.sentence.orElse"))];
  return depth > 1 ? [plain("("), ...body, plain(")")] : body;
}

function tellPart(part: Line | Criteria, telling: Telling, depth: number): Words[] {
  if (isGroup(part)) return tellGroup(part, telling, depth);
  return [{ text: lowered(clause(part, telling)), strong: true }];
}

function joined(parts: Words[][], between: string): Words[] {
  return parts.flatMap((part, index) => (index > 0 ? [plain(between), ...part] : part));
}

/** The sentence as one text, for lists and comparisons. */
export function criteriaText(criteria: Criteria, telling: Telling): string {
  const group = known(criteria, telling.complete);
  return tellGroup(group, telling, 0)
    .map(({ text }) => text)
    .join("");
}
