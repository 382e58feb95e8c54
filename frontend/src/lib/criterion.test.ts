import i18next from "i18next";
import { describe, expect, it } from "vitest";
import { showsValue } from "@/components/condition/ConditionText";
import { asMention, type Criterion, clause, type Names, valueText } from "./criterion";
import { makeFormat } from "./format";
import { setLanguage } from "./i18n";

const names: Names = (field, id) =>
  new Map(
    Object.entries({
      "list/kl-food": "Sécurité alimentaire",
      "place/p-ouest": "Grand Ouest",
      "source/s-web": "Site",
    }),
  ).get(`${field}/${id}`);

function say(field: string, operator: string, value: unknown, language: "fr" | "en" = "fr"): string {
  const t = i18next.getFixedT(language);
  const format = makeFormat(t, language, "Europe/Paris");
  const criterion: Criterion = { field, operator, value };
  // Plain spaces keep the table readable; the translation test holds the narrow ones.
  return clause(criterion, { t, format, scoreMax: 10, names }).replace(/[\u202f\u00a0]/g, " ");
}

describe("clause", () => {
  it.each<[string, string, unknown, string]>([
    ["score", "<", 5, "La note est inférieure à 5 sur 10"],
    ["score", ">=", 9, "La note est au moins 9 sur 10"],
    ["score", "between", [2, 4], "La note est entre 2 et 4 sur 10"],
    ["score", "null", null, "La note manque"],
    ["score.class", "=", "low", "La classe de la note vaut basse"],
    ["score.percent", "between", [0, 40], "La note en pourcentage est entre 0 % et 40 %"],
    ["respondent.tier", "in", ["Or", "Platine"], "Le niveau de fidélité fait partie de : Or ou Platine"],
    ["answer.accueil", "null", null, "La réponse « accueil » manque"],
    ["contact_requested", "=", true, "Le client demande à être rappelé"],
    ["contact_requested", "!=", true, "Le client ne demande pas à être rappelé"],
    ["place", "within", ["p-ouest"], "L’établissement est dans Grand Ouest"],
    ["place", "notWithin", ["gone"], "L’établissement n’est pas dans gone"],
    ["source", "=", "s-web", "La source vaut Site"],
    ["submitted_at", ">=", "2026-11-01", "La date de réponse est à partir du 1 nov. 2026"],
    ["submitted_at.weekday", "in", [6, 7], "Le jour de réponse fait partie de : samedi ou dimanche"],
    ["comment", "contains", "remboursé", "Le commentaire contient « remboursé »"],
    ["comment", "mentions", "verre", "Le commentaire mentionne « verre »"],
    ["comment", "doesNotMention", ["verre", "lame"], "Le commentaire ne mentionne pas « verre » ou « lame »"],
    [
      "comment",
      "mentions",
      { words: ["verre"], lists: ["kl-food"], except: ["verre d’eau", "verre à pied"] },
      "Le commentaire mentionne un mot de Sécurité alimentaire ou « verre », sauf « verre d’eau » ou « verre à pied »",
    ],
    [
      "comment",
      "mentions",
      ["a", "b", "c", "d", "e", "f", "g"],
      "Le commentaire mentionne « a », « b », « c », « d », « e » ou 2 autres mots",
    ],
    ["futur", "resembles", "x", "futur resembles x"],
  ])("%s %s %j", (field, operator, value, expected) => {
    expect(say(field, operator, value)).toBe(expected);
  });

  it("speaks English", async () => {
    await setLanguage("en", { keep: false });
    await setLanguage("fr", { keep: false });
    expect(say("comment", "mentions", { lists: ["kl-food"], except: ["glass"] }, "en")).toBe(
      "The comment mentions a word of Sécurité alimentaire, except “glass”",
    );
    expect(say("submitted_at", "<", "2026-11-01", "en")).toBe("The answer date is before 1 Nov 2026");
  });
});

describe("asMention", () => {
  it.each<[unknown, object]>([
    ["verre", { words: ["verre"] }],
    ["", { words: [] }],
    [["a", 1, "b"], { words: ["a", "b"] }],
    [null, { words: [], lists: [] }],
    [
      { lists: ["kl"], inflected: true, language: "fr" },
      { lists: ["kl"], inflected: true, language: "fr" },
    ],
    [
      { words: ["a"], language: "de" },
      { words: ["a"], language: null },
    ],
  ])("%j", (written, expected) => {
    expect(asMention(written)).toMatchObject(expected);
  });
});

describe("valueText", () => {
  it.each<[unknown, string]>([
    [{ words: ["verre*", "lame"] }, "verre* ou lame"],
    [2.5, "2,5"],
    [null, "absent"],
    [{ a: 1 }, '{"a":1}'],
  ])("%j", (value, expected) => {
    const t = i18next.getFixedT("fr");
    expect(valueText(value, t, makeFormat(t, "fr", "UTC"))).toBe(expected);
  });
});

describe("showsValue", () => {
  const condition = {
    number: 1,
    field: "score",
    operator: "<",
    operand: 5,
    value: 2,
    negated: false,
    spans: [],
  };

  it("is for what says more than the sentence", () => {
    expect(showsValue(condition)).toBe(true);
    expect(showsValue({ ...condition, operator: "=" })).toBe(false);
    expect(showsValue({ ...condition, value: null })).toBe(false);
    expect(showsValue({ ...condition, value: "x".repeat(61) })).toBe(false);
  });
});
