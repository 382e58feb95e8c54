import type { TFunction } from "i18next";
import type { Choice } from "@/components/ui/Input";
import type { FieldInfo, FieldType } from "../types";

const common = {
  contains: "rules.op.contains",
  doesNotContain: "rules.op.doesNotContain",
  beginsWith: "rules.op.beginsWith",
  doesNotBeginWith: "rules.op.doesNotBeginWith",
  endsWith: "rules.op.endsWith",
  doesNotEndWith: "rules.op.doesNotEndWith",
  matches: "rules.op.matches",
  doesNotMatch: "rules.op.doesNotMatch",
  mentions: "rules.op.mentions",
  doesNotMention: "rules.op.doesNotMention",
  within: "rules.op.within",
  notWithin: "rules.op.notWithin",
  null: "rules.op.null",
  notNull: "rules.op.notNull",
  in: "rules.op.in",
  notIn: "rules.op.notIn",
  between: "rules.op.between",
  notBetween: "rules.op.notBetween",
  "=": "rules.op.eq",
  "!=": "rules.op.neq",
  "<": "rules.op.lt",
  "<=": "rules.op.lte",
  ">": "rules.op.gt",
  ">=": "rules.op.gte",
} as const;

const ofDates = {
  "<": "rules.op.before",
  "<=": "rules.op.until",
  ">": "rules.op.after",
  ">=": "rules.op.since",
  "=": "rules.op.on",
  "!=": "rules.op.notOn",
} as const;

/** What an operator is called in the list of a field of this type. */
export function operatorLabel(operator: string, type: FieldType | undefined, t: TFunction): string {
  if (type === "date" && Object.hasOwn(ofDates, operator))
    return t(ofDates[operator as keyof typeof ofDates]);
  if (Object.hasOwn(common, operator)) return t(common[operator as keyof typeof common]);
  return operator;
}

const blocks = [
  { label: "rules.block.feedback", own: () => true },
  { label: "rules.block.scores", own: (name: string) => name.startsWith("score.") },
  { label: "rules.block.answers", own: (name: string) => name.startsWith("answer.") },
  { label: "rules.block.customer", own: (name: string) => name.startsWith("respondent.") },
  { label: "rules.block.time", own: (name: string) => name.startsWith("submitted_at") },
] as const;

/** The fields of the catalogue in blocks, with the one a condition names even if the catalogue lacks it. */
export function fieldChoices(
  fields: readonly FieldInfo[],
  current: string,
  language: "fr" | "en",
  t: TFunction,
): { label: string; choices: Choice[] }[] {
  const blockOf = (name: string) => blocks.findLastIndex(({ own }) => own(name));
  const missing =
    current !== "" &&
    !fields.some(({ name, family }) => (family ? current.startsWith(name) : name === current));
  return blocks
    .map(({ label }, index) => ({
      label: t(label),
      choices: [
        ...fields
          .filter(({ name }) => blockOf(name) === index)
          .map((field) => ({
            value: field.name,
            label: field.family ? t("rules.otherOf", { name: field.label[language] }) : field.label[language],
          })),
        ...(missing && index === 0 ? [{ value: current, label: current }] : []),
      ],
    }))
    .filter(({ choices }) => choices.length > 0);
}
