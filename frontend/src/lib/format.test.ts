import i18next from "i18next";
import { afterAll, describe, expect, it } from "vitest";
import { makeFormat } from "./format";
import { setLanguage } from "./i18n";

const now = Date.parse("2026-11-24T08:12:00Z");
const HOUR = 3_600_000;
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");
const french = () => makeFormat(i18next.getFixedT("fr"), "fr", "Europe/Paris");
const english = () => makeFormat(i18next.getFixedT("en"), "en", "Europe/Paris");

afterAll(() => setLanguage("fr", { keep: false }));

describe("format", () => {
  it("writes durations and ages", async () => {
    await setLanguage("en", { keep: false });
    expect(plain(french().duration(28 * HOUR))).toBe("1 j 4 h");
    expect(plain(english().duration(28 * HOUR))).toBe("1 d 4 h");
    expect(plain(french().ago(now - 19 * HOUR, now))).toBe("il y a 19 h");
    expect(french().ago(now - 10_000, now)).toBe("à l’instant");
  });

  it("writes moments in the tenant's zone, wherever the browser is", () => {
    expect(french().moment("2026-11-24T07:05:00Z", now)).toBe("08:05");
    expect(french().moment("2026-11-23T16:05:00Z", now)).toBe("hier, 17:05");
    expect(french().moment("2026-11-22T13:12:00Z", now)).toBe("dim. 22 nov., 14:12");
    expect(english().moment("2026-11-23T16:05:00Z", now)).toBe("yesterday, 17:05");
    expect(french().absolute("2026-11-23T16:05:00Z")).toMatch(
      /lundi 23 novembre 2026.*17:05 \(Europe\/Paris\)/,
    );
  });

  it("names the day of an expiry", () => {
    expect(french().day(now + HOUR, now)).toBe("aujourd’hui");
    expect(french().day(now + 20 * HOUR, now)).toBe("demain");
    expect(french().day(now + 50 * HOUR, now)).toBe("jeudi");
  });

  it("joins lists as the language does", () => {
    expect(french().list(["verre", "coupé"])).toBe("verre et coupé");
    expect(english().list(["a", "b"], "disjunction")).toBe("a or b");
  });
});
