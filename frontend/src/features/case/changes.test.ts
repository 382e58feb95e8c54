import i18next from "i18next";
import { describe, expect, it } from "vitest";
import type { TimelineItem } from "@/api/types";
import { makeFormat } from "@/lib/format";
import { answerChanges } from "./changes";

const score = (value: number) => ({ value, min: 0, max: 10, kind: "nps", class: "low" });

describe("answerChanges", () => {
  const t = i18next.getFixedT("fr");
  const say = (data: object) =>
    answerChanges(data as TimelineItem["data"], t, makeFormat(t, "fr", "UTC")).map((text) =>
      text.replace(/[\u202f\u00a0]/g, " "),
    );

  it.each([
    [{ score: { from: score(2), to: score(8) } }, ["note de 2 à 8 sur 10"]],
    [{ score: { from: null, to: score(3) } }, ["note 3 sur 10"]],
    [{ score: { from: score(3), to: null } }, ["note retirée"]],
    [{ comment: "added", labels: ["Sécurité"] }, ["commentaire ajouté", "nouveau motif d’alerte Sécurité"]],
    [{ withdrawn: true }, ["réponse retirée par le client"]],
    [{ withdrawn: false }, ["réponse publiée de nouveau"]],
    [{ place: { id: "p", name: "Lyon" } }, ["établissement Lyon"]],
    [{}, ["détails modifiés"]],
  ])("%j", (data, expected) => {
    expect(say(data)).toEqual(expected);
  });
});
