import { describe, expect, it } from "vitest";
import type { Alert } from "@/api/types";
import { whyNot } from "./may";

const open = { may: [], attached_to: null, status: "assigned", hold: null, contact_refused: false } as const;
const hold: Alert["hold"] = { until: null, or_reply: true, by: { id: "u", name: "U" }, at: "", note: null };

describe("whyNot", () => {
  it.each([
    ["what may be done needs no reason", { may: ["hold"] }, "hold", null],
    ["worked with another case", { attached_to: "a1", status: "new" }, "hold", "attached"],
    ["spam before closed", { status: "spam" }, "transfer", "spam"],
    ["closed", { status: "closed" }, "share", "closed"],
    ["on hold already", { hold }, "hold", "held"],
    ["the customer wants no contact", { contact_refused: true }, "contact", "refused"],
    ["no right", {}, "spam", "never"],
  ] as [string, Partial<Alert>, Alert["may"][number], string | null][])("%s", (_, part, command, why) => {
    expect(whyNot({ ...open, may: [], ...part }, command)).toBe(why);
  });
});
