import { expect, it } from "vitest";
import { seedRules } from "@/test/fake/rules";
import { comparedParts } from "../criteria/compare";
import { bodyOf } from "./useSaveRule";

it("a rule written again by a command keeps every part: none is lost by a pause", () => {
  const [rule] = seedRules();
  if (!rule) throw new Error("the account has rules");
  const whole = { ...rule, owners: { "p-lyon": "u-claire" }, assign: "spread" as const };
  expect(Object.keys(bodyOf(whole)).sort()).toEqual([...comparedParts].sort());
  expect(bodyOf(whole).owners).toEqual({ "p-lyon": "u-claire" });
});
