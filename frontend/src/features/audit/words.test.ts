import { expect, it } from "vitest";
import { valueText } from "./words";

const words = { yes: "oui", no: "non", none: "rien" };

it.each<[unknown, string]>([
  [null, "rien"],
  ["", "rien"],
  [[], "rien"],
  [false, "non"],
  [0, "0"],
  ["P1", "P1"],
  [{ id: "u-1", name: "Claire Dumas" }, "Claire Dumas"],
  [{ id: "called", label: "Client rappelé" }, "Client rappelé"],
  [[{ id: "a", name: "Lyon" }, "Brest"], "Lyon, Brest"],
  [{ P1: 3600 }, '{"P1":3600}'],
])("%j reads %s", (value, text) => {
  expect(valueText(value, words)).toBe(text);
});
