import { describe, expect, it } from "vitest";
import adminEn from "./admin.en.json";
import adminFr from "./admin.fr.json";
import bulkEn from "./bulk.en.json";
import bulkFr from "./bulk.fr.json";
import caseEn from "./case.en.json";
import caseFr from "./case.fr.json";
import en from "./en.json";
import entryEn from "./entry.en.json";
import entryFr from "./entry.fr.json";
import fr from "./fr.json";
import listEn from "./list.en.json";
import listFr from "./list.fr.json";
import manageEn from "./manage.en.json";
import manageFr from "./manage.fr.json";
import sourcesEn from "./sources.en.json";
import sourcesFr from "./sources.fr.json";

function flat(value: object, path = ""): [string, string][] {
  return Object.entries(value).flatMap(([key, entry]) =>
    typeof entry === "string"
      ? [[`${path}${key}`, entry] as [string, string]]
      : flat(entry, `${path}${key}.`),
  );
}

const french = new Map([
  ...flat(fr),
  ...flat(manageFr),
  ...flat(sourcesFr),
  ...flat(entryFr),
  ...flat(adminFr),
  ...flat(caseFr),
  ...flat(listFr),
  ...flat(bulkFr),
]);
const english = new Map([
  ...flat(en),
  ...flat(manageEn),
  ...flat(sourcesEn),
  ...flat(entryEn),
  ...flat(adminEn),
  ...flat(caseEn),
  ...flat(listEn),
  ...flat(bulkEn),
]);
const withoutMany = (keys: Iterable<string>) => [...keys].filter((key) => !key.endsWith("_many")).sort();
const names = (text: string) => (text.match(/\{\{\w+\}\}|<\/?\w+>/g) ?? []).sort();

describe("translations", () => {
  it("have the same keys; only French has a plural for millions", () => {
    expect(withoutMany(french.keys())).toEqual(withoutMany(english.keys()));
    expect([...english.keys()].filter((key) => key.endsWith("_many"))).toEqual([]);
    for (const key of french.keys()) {
      if (key.endsWith("_one")) expect(french.has(key.replace(/_one$/, "_many")), key).toBe(true);
    }
  });

  it("use the same variables and marks", () => {
    for (const [key, text] of english)
      expect([key, names(text)]).toEqual([key, names(french.get(key) ?? "")]);
  });

  it("the texts that load later repeat none of the first", () => {
    const all = [fr, manageFr, sourcesFr, entryFr, adminFr, caseFr, listFr, bulkFr].flatMap((texts) =>
      flat(texts).map(([key]) => key),
    );
    expect(all.filter((key, index) => all.indexOf(key) !== index)).toEqual([]);
  });

  it("are never empty", () => {
    for (const [key, text] of [...french, ...english]) expect(text.trim(), key).not.toBe("");
  });

  it("keep French typography", () => {
    for (const [key, text] of french) {
      const words = text.replace(/\{\{\w+\}\}/g, "x").replace(/<\/?\w+>/g, "");
      expect(words, `${key}: a narrow no-break space stands before ; : ! ? % »`).not.toMatch(
        /[^\u202f\d\s][;!?%»]|[^\u202f\d]:(?!\/\/)(?!\d)| [;:!?%»]/,
      );
      expect(words, `${key}: and after «`).not.toMatch(/«(?!\u202f)/);
      expect(words, `${key}: a curved apostrophe`).not.toContain("'");
    }
  });

  it("are calm: no exclamation mark", () => {
    for (const [key, text] of [...french, ...english]) expect(text, key).not.toContain("!");
  });
});
