import i18next from "i18next";
import { describe, expect, it } from "vitest";
import { faultOf, faultsByNode } from "./faults";
import { faultText } from "./faultText";

const fault = (path: string, message = "x", code = "bad_value") => ({ path, code, message });

describe("faultsByNode", () => {
  it.each([
    ["$.criteria.rules[0].value", "0", "value"],
    ["$.criteria.rules[2].rules[1].operator", "2.1", "operator"],
    ["$.rule.criteria.rules[1].field", "1", "field"],
    ["$.criteria.rules[1].value.lists[0]", "1", "value"],
    ["$.criteria.rules[1].rules", "1", "self"],
    ["$.criteria.rules[3]", "3", "self"],
    ["$.criteria", "", "self"],
    ["$.criteria.rules", "", "self"],
  ])("%s is about node %j, its %s", (path, key, part) => {
    expect(faultsByNode([fault(path)]).get(key)).toEqual({ [part]: "x" });
  });

  it("leaves the rest of the rule alone", () => {
    const faults = [fault("$.label", "long"), fault("$.rule.expires_in", "short")];
    expect(faultsByNode(faults).size).toBe(0);
    expect(faultOf(faults, "label")).toBe("long");
    expect(faultOf(faults, "expires_in")).toBe("short");
    expect(faultOf(faults, "paused_until")).toBeUndefined();
  });
});

describe("faultText", () => {
  const t = i18next.getFixedT("fr");

  it("speaks the language shown", () => {
    expect(faultText(fault("$", "choose a field", "unknown_field"), t, "fr")).toBe(
      "Choisissez un champ de la liste.",
    );
    expect(faultText(fault("$", "at character 5: missing )", "unsupported_pattern"), t, "fr")).toBe(
      "Motif illisible au caractère 5.",
    );
    expect(faultText(fault("$", "give two numbers"), t, "fr")).toBe("Cette valeur ne convient pas.");
    expect(faultText(fault("$", "give two numbers"), t, "en")).toBe("Give two numbers");
  });
});
