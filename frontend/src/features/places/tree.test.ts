import { describe, expect, it } from "vitest";
import type { Place } from "@/api/admin";
import { firstFolded, parentsFor, shownOf } from "./tree";

const place = (id: string, parent: string | null, code: string | null = null): Place => ({
  id,
  name: id,
  parent,
  code,
  aliases: [],
  calendar: null,
  owner: null,
  delegate_to: null,
  version: 1,
});

const places = [
  place("France", null),
  place("Ouest", "France"),
  place("Brest", "Ouest", "BRE-01"),
  place("Rayon", "Brest"),
  place("Îlot", "Rayon"),
  place("Nord", "France"),
];
const ids = (branches: { node: Place }[]) => branches.map(({ node }) => node.id);

describe("the tree shown", () => {
  it("leaves out what lies in a fold, not the fold itself", () => {
    expect(ids(shownOf(places, new Set(["Ouest"]), ""))).toEqual(["France", "Nord", "Ouest"]);
  });

  it.each([
    ["ilot", ["France", "Ouest", "Brest", "Rayon", "Îlot"]],
    ["bre-01", ["France", "Ouest", "Brest"]],
    ["nowhere", []],
  ])("a search for %s finds by name and code, with the way to it, folds or not", (search, found) => {
    expect(ids(shownOf(places, new Set(["France"]), search))).toEqual(found);
  });

  it("starts folded only where it is large", () => {
    expect(firstFolded(places).size).toBe(0);
    const many = [...places, ...Array.from({ length: 200 }, (_, at) => place(`s${at}`, "Ouest"))];
    expect([...firstFolded(many)]).toContain("Ouest");
    expect([...firstFolded(many)]).not.toContain("France");
  });
});

describe("where a place may be moved", () => {
  it("not into itself or what is below it", () => {
    expect(ids(parentsFor(places, places[1] as Place))).toEqual(["France"]);
  });

  it("no deeper than five levels, what is below it counted", () => {
    // Brest takes three levels with what is below it.
    expect(ids(parentsFor(places, places[2] as Place))).toEqual(["France", "Nord", "Ouest"]);
    expect(ids(parentsFor(places, null))).not.toContain("Îlot");
    expect(ids(parentsFor(places, null))).toContain("Rayon");
  });
});
