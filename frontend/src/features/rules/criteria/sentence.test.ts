import i18next from "i18next";
import { beforeAll, describe, expect, it } from "vitest";
import { makeFormat } from "@/lib/format";
import { setLanguage } from "@/lib/i18n";
import { fields, seedRules } from "@/test/fake/rules";
import { criteriaText, tellCriteria } from "./sentence";
import { opened } from "./tree";
import { isComplete } from "./values";

function telling(language: "fr" | "en") {
  const t = i18next.getFixedT(language);
  const known: Record<string, string> = { "list/kl-food": "Sécurité alimentaire", "place/p-net": "France" };
  return {
    t,
    format: makeFormat(t, language, "Europe/Paris"),
    names: (field: string, id: string) => known[`${field}/${id}`],
    scoreMax: 10,
    complete: (line: Parameters<typeof isComplete>[0]) => isComplete(line, fields),
  };
}

const tell = (
  criteria: unknown,
  language: "fr" | "en" = "fr",
  kind: "alert" | "quiet" | "message" = "alert",
) =>
  tellCriteria(opened(criteria), kind, telling(language))
    .map(({ text, strong }) => (strong ? `[${text}]` : text))
    .join("")
    .replace(/[\u202f\u00a0]/g, " ");

const low = { field: "score", operator: "<", value: 5 };
const call = { field: "contact_requested", operator: "=", value: true };
const web = { field: "channel", operator: "=", value: "web" };

beforeAll(async () => {
  await setLanguage("en", { keep: false });
  await setLanguage("fr", { keep: false });
});

describe("the sentence of a rule", () => {
  it("is the one of the picture", () => {
    expect(tell(seedRules()[0]?.criteria)).toBe(
      "Prévenir quand [le commentaire mentionne un mot de Sécurité alimentaire, sauf « verre d’eau » ou « verre à pied »], et que soit [la note est inférieure à 5 sur 10], soit [le client demande à être rappelé], et que [l’établissement est dans France].",
    );
  });

  it.each<[string, object, string]>([
    ["one", { combinator: "and", rules: [low] }, "Tell people when [the score is below 5 out of 10]."],
    [
      "either",
      { combinator: "or", rules: [low, call] },
      "Tell people when either [the score is below 5 out of 10], or [the customer asks to be called].",
    ],
    [
      "none",
      { combinator: "or", not: true, rules: [low, call] },
      "Tell people when none of this is true ([the score is below 5 out of 10] or [the customer asks to be called]).",
    ],
    [
      "both within either",
      { combinator: "or", rules: [web, { combinator: "and", rules: [low, call] }] },
      "Tell people when either [the channel is web], or both [the score is below 5 out of 10] and [the customer asks to be called].",
    ],
    [
      "a third level in brackets",
      {
        combinator: "and",
        rules: [
          web,
          {
            combinator: "or",
            rules: [low, { combinator: "and", rules: [web, { combinator: "or", rules: [low, call] }] }],
          },
        ],
      },
      "Tell people when [the channel is web], and either [the score is below 5 out of 10], or (both [the channel is web] and (either [the score is below 5 out of 10], or [the customer asks to be called])).",
    ],
    [
      "a group of one is no group",
      { combinator: "and", rules: [{ combinator: "or", rules: [low] }] },
      "Tell people when [the score is below 5 out of 10].",
    ],
  ])("%s", (_, criteria, expected) => {
    expect(tell(criteria, "en")).toBe(expected);
  });

  it("leaves out what is not filled in, and says when that is all", () => {
    const blank = { field: "score", operator: "<", value: null };
    expect(tell({ combinator: "and", rules: [blank, call] })).toBe(
      "Prévenir quand [le client demande à être rappelé].",
    );
    expect(tell({ combinator: "and", rules: [blank] })).toBe(
      "Ajoutez une condition : la phrase s’écrira ici.",
    );
  });

  it("says when nobody is told, and when it is a message", () => {
    expect(tell({ combinator: "and", rules: [call] }, "fr", "quiet")).toMatch(
      /^Ouvrir une alerte, sans e-mail/,
    );
    expect(tell({ combinator: "and", rules: [call] }, "fr", "message")).toMatch(/^Ouvrir un message quand/);
  });

  it("is told without its beginning where versions are compared", () => {
    expect(criteriaText(opened({ combinator: "and", rules: [low, web] }), telling("en"))).toBe(
      "the score is below 5 out of 10, and the channel is web",
    );
  });
});
