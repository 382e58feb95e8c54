import type { TFunction } from "i18next";
import type { Fault } from "@/api/types";

const words = {
  too_many_conditions: "rules.fault.tooMany",
  too_deep: "rules.fault.tooDeep",
  empty_group: "rules.fault.emptyGroup",
  unknown_field: "rules.fault.unknownField",
  unknown_operator: "rules.fault.unknownOperator",
  unknown_list: "rules.fault.unknownList",
} as const;

/** A fault of the API in the language shown; English keeps the API's own words where they say more. */
export function faultText({ code, message }: Fault, t: TFunction, language: string): string {
  if (Object.hasOwn(words, code)) return t(words[code as keyof typeof words]);
  const position = /at character (\d+)/.exec(message)?.[1];
  if (code === "unsupported_pattern" && position) return t("rules.fault.pattern", { position });
  if (language === "en") return message.charAt(0).toUpperCase() + message.slice(1);
  return t("rules.fault.value");
}
