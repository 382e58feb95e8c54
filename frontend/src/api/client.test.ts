import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { body, createApi } from "./client";
import { asProblem, isTransient } from "./problem";

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const base = "http://boucle.test";
const api = (token: string | null = "t1", renewed: () => Promise<string | null> = async () => null) =>
  createApi({ baseUrl: base, token: async () => token, renewed });
const me = (client = api()) => body(client.GET("/v1/me"));

describe("the API client", () => {
  it("sends the token", async () => {
    server.use(
      http.get(`${base}/v1/me`, ({ request }) =>
        HttpResponse.json({ id: request.headers.get("authorization") }),
      ),
    );
    expect(await me()).toEqual({ id: "Bearer t1" });
  });

  it("asks again once with a renewed token", async () => {
    const renewed = vi.fn(async () => "t2");
    server.use(
      http.get(`${base}/v1/me`, ({ request }) =>
        request.headers.get("authorization") === "Bearer t2"
          ? HttpResponse.json({ id: "ok" })
          : HttpResponse.json({ message: "Unauthorized" }, { status: 401 }),
      ),
    );
    expect(await me(api("t1", renewed))).toEqual({ id: "ok" });
    expect(renewed).toHaveBeenCalledExactlyOnceWith("t1");
  });

  it("sends the body again after renewing", async () => {
    const seen: unknown[] = [];
    server.use(
      http.post(`${base}/v1/alerts/a1/take`, async ({ request }) => {
        seen.push(await request.json());
        return seen.length === 1 ? new HttpResponse(null, { status: 401 }) : HttpResponse.json({ id: "a1" });
      }),
    );
    const client = api("t1", async () => "t2");
    await body(
      client.POST("/v1/alerts/{alert_id}/take", {
        params: { path: { alert_id: "a1" } },
        body: { version: 1 },
      }),
    );
    expect(seen).toEqual([{ version: 1 }, { version: 1 }]);
  });

  it("turns a problem document into a Problem", async () => {
    server.use(
      http.get(`${base}/v1/me`, () =>
        HttpResponse.json(
          { status: 409, code: "stale_version", request_id: "r-1", current: { id: "a1" } },
          { status: 409 },
        ),
      ),
    );
    await expect(me()).rejects.toMatchObject({
      status: 409,
      code: "stale_version",
      requestId: "r-1",
      current: { id: "a1" },
    });
  });

  it("understands an answer that is not a problem document", async () => {
    server.use(
      http.get(
        `${base}/v1/me`,
        () => new HttpResponse("<html>", { status: 502, headers: { "apigw-requestid": "gw-9" } }),
      ),
    );
    await expect(me()).rejects.toMatchObject({ status: 502, code: "http_502", requestId: "gw-9" });
  });

  it("names the loss of the network", async () => {
    server.use(http.get(`${base}/v1/me`, () => HttpResponse.error()));
    await expect(me()).rejects.toMatchObject({ code: "offline" });
  });

  it("asks again only where it may help", () => {
    const of = (status: number) => asProblem(Object.assign(asProblem(new TypeError()), { status }));
    expect([0, 408, 429, 500, 503].map((status) => isTransient(of(status)))).toEqual([
      true,
      true,
      true,
      true,
      true,
    ]);
    expect([400, 401, 403, 404, 409, 422].some((status) => isTransient(of(status)))).toBe(false);
  });
});
