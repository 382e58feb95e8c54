import type { FakeAnswer, FakeInput } from "./api";
import { keywordLists } from "./rules";

const ok = (body: unknown, status = 200): FakeAnswer => ({ status, body });
const refused = (status: number, code: string): FakeAnswer => ({
  status,
  body: { type: "about:blank", title: code, status, code, request_id: "7f3a-91c2", errors: [] },
});

/** The keyword lists in memory, with the refusals of the real API. */
export class FakeLists {
  lists = structuredClone(keywordLists);

  handle({ method, url, body }: FakeInput): FakeAnswer | null {
    const [, base, id] = /^(\/v1\/keyword-lists)(?:\/([^/]+))?$/.exec(url.pathname) ?? [];
    if (!base) return null;
    if (!id) {
      if (method === "GET") return ok({ items: this.lists });
      if (this.lists.some(({ name }) => name === body?.name)) return refused(409, "duplicate");
      const made = { ...body, id: `kl-new-${this.lists.length}`, version: 1, used_by: [] };
      this.lists.push(made as unknown as (typeof this.lists)[number]);
      return ok(made, 201);
    }
    const list = this.lists.find((one) => one.id === id);
    if (!list) return refused(404, "not_found");
    if (method === "PUT") {
      if (body?.version !== list.version) return refused(409, "stale_version");
      Object.assign(list, body, { version: list.version + 1 });
    }
    if (method === "DELETE") {
      if (list.used_by.length > 0) return refused(409, "in_use");
      this.lists = this.lists.filter((one) => one !== list);
      return { status: 204, body: null };
    }
    return ok(structuredClone(list));
  }
}
