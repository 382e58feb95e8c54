import { QueryClient } from "@tanstack/react-query";
import { beforeEach, describe, expect, it } from "vitest";
import { FakeApi } from "@/test/fake/api";
import { NOW } from "@/test/fake/people";
import { type Pages, patchRows, putRowBack, rowOf, sectionsOf, shiftCounts, takeRowOut } from "./cache";
import { keys } from "./keys";
import type { AlertRow, Counts } from "./types";

const rows = new FakeApi().cases.slice(0, 6).map(({ alert }) => rowOf(alert));
const key = keys.list({ section: "inbox", filters: {}, q: undefined });
let client: QueryClient;

function shown(): string[] {
  const pages = client.getQueryData<Pages>(key)?.pages ?? [];
  return pages.flatMap(({ items }) => items.map(({ id }) => id));
}

beforeEach(() => {
  client = new QueryClient();
  const pages = [
    { items: rows.slice(0, 3), next_cursor: "3" },
    { items: rows.slice(3), next_cursor: null },
  ];
  client.setQueryData<Pages>(key, { pages, pageParams: [undefined, "3"] });
});

describe("rows in the lists", () => {
  it.each([0, 1, 2, 3, 5])("row %d leaves and comes back to its place", (index) => {
    const before = shown();
    const id = before[index] as string;
    const removals = takeRowOut(client, id);
    expect(shown()).toEqual(before.filter((entry) => entry !== id));
    putRowBack(client, removals);
    expect(shown()).toEqual(before);
    putRowBack(client, removals);
    expect(shown()).toEqual(before);
  });

  it("a row that a probe holds does not count as new once taken out", () => {
    const probe = keys.probe({ section: "inbox", filters: {}, q: undefined });
    client.setQueryData(probe, { items: rows, next_cursor: null });
    takeRowOut(client, rows[1]?.id ?? "");
    expect(client.getQueryData<{ items: AlertRow[] }>(probe)?.items).toHaveLength(5);
  });

  it("new values move nothing", () => {
    const changed = { ...(rows[2] as AlertRow), status: "contacted" as const };
    patchRows(client, [changed]);
    expect(shown()).toEqual(rows.map(({ id }) => id));
    expect(client.getQueryData<Pages>(key)?.pages[0]?.items[2]?.status).toBe("contacted");
  });
});

describe("counts", () => {
  it("move with the sections of a row, and never below nothing", () => {
    const mine = rows.find(({ owner }) => owner?.id === "u-nadia") as AlertRow;
    expect(sectionsOf(mine, "u-nadia", NOW)).toEqual(["inbox", "alerts", "mine"]);
    const count = (value: number, more = false) => ({ count: value, more });
    const counts = { inbox: count(99, true), alerts: count(4), mine: count(0) } as Counts;
    client.setQueryData(keys.counts({}), counts);
    shiftCounts(client, ["inbox", "alerts", "mine"], -1);
    expect(client.getQueryData(keys.counts({}))).toEqual({
      inbox: count(99, true),
      alerts: count(3),
      mine: count(0),
    });
  });
});
