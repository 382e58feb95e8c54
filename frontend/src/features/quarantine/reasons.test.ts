import { describe, expect, it } from "vitest";
import { reasonOf } from "./reasons";

describe("a reason to wait", () => {
  it.each([
    ["bad_score", { key: "quarantine.reasons.bad_score", role: null }],
    ["mapping:place", { key: "quarantine.reasons.mapping", role: "roles.place" }],
    ["mapping:response_id", { key: "quarantine.reasons.mapping", field: "response_id", role: null }],
    ["from_a_later_version", { key: "quarantine.reasons.other", field: "from_a_later_version" }],
  ])("%s has words", (code, said) => {
    expect(reasonOf(code)).toMatchObject(said);
  });
});
