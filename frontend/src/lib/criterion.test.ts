import i18next from "i18next";
import { describe, expect, it } from "vitest";
import type { Condition, Score } from "@/api/types";
import { makeFormat } from "@/lib/format";
import { fold } from "./events";
import { sentence, showsValue, valueText } from "./sentence";

const t = i18next.getFixedT("fr");
const score: Score = { value: 2, min: 0, max: 10, kind: "nps", class: "low" };
const say = (part: Partial<Condition>) => {
  const condition = {
    number: 1,
    field: "score",
    operator: "<",
    operand: 5,
    value: 2,
    negated: false,
    spans: [],
    ...part,
  };
  return sentence(
    condition,
    score,
    i18next.getFixedT("fr"),
    makeFormat(i18next.getFixedT("fr"), "fr", "Europe/Paris"),
  );
};

describe("sentence", () => {
  it.each<[Partial<Condition>, string]>([
    [{}, "La note est inférieure à 5 sur 10"],
    [{ operator: ">=", operand: 9 }, "La note est au moins 9 sur 10"],
    [{ field: "score.class", operator: "=", operand: "low" }, "La classe de la note vaut basse"],
    [
      { field: "respondent.tier", operator: "in", operand: ["Or", "Platine"] },
      "Le niveau de fidélité fait partie de\u202f: Or ou Platine",
    ],
    [
      { field: "score.percent", operator: "between", operand: [0, 40] },
      "La note en pourcentage est entre 0 et 40",
    ],
    [{ field: "answer.accueil", operator: "null", operand: null }, "La réponse «\u202faccueil\u202f» manque"],
    [{ field: "contact_requested", operator: "=", operand: true }, "La demande de rappel vaut oui"],
    [{ field: "score", operator: "null", operand: null }, "La note manque"],
    [{ field: "futur", operator: "resembles", operand: "x" }, "futur resembles x"],
  ])("%j", (part, expected) => {
    expect(say(part)).toBe(expected);
  });

  it("writes any value", () => {
    const format = makeFormat(t, "fr", "UTC");
    const write = (value: unknown) => valueText(value, i18next.getFixedT("fr"), format);
    expect(write({ words: ["verre*", "lame"] })).toBe("verre* ou lame");
    expect(write(2.5)).toBe("2,5");
    expect(write(null)).toBe("absent");
  });

  it("adds the value found where it says more", () => {
    const condition = {
      number: 1,
      field: "score",
      operator: "<",
      operand: 5,
      value: 2,
      negated: false,
      spans: [],
    };
    expect(showsValue(condition)).toBe(true);
    expect(showsValue({ ...condition, operator: "=" })).toBe(false);
    expect(showsValue({ ...condition, value: null })).toBe(false);
  });
});

describe("fold", () => {
  const event = (version: number, type: "taken" | "noted" = "taken") => ({
    version,
    type,
    at: "",
    by: null,
    data: {},
  });
  const kinds = (items: ReturnType<typeof event>[]) =>
    fold(items).map((entry) => (entry.kind === "folded" ? `+${entry.items.length}` : entry.item.version));

  it("keeps short runs whole", () => {
    expect(kinds([1, 2, 3, 4].map((version) => event(version)))).toEqual([1, 2, 3, 4]);
  });

  it("folds the middle of a long run, never a note", () => {
    expect(kinds([1, 2, 3, 4, 5, 6].map((version) => event(version)))).toEqual([1, "+3", 5, 6]);
    expect(kinds([event(1), event(2), event(3, "noted"), event(4), event(5)])).toEqual([1, 2, 3, 4, 5]);
  });
});
