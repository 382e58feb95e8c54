import createClient, { type Client, type Middleware } from "openapi-fetch";
import { asProblem, problemOf } from "./problem";
import type { paths } from "./schema";

export type Api = Client<paths>;

export interface ApiOptions {
  /** Origin of the API; empty for the page's own. */
  baseUrl: string;
  /** A valid bearer token; null when signed out. */
  token: () => Promise<string | null>;
  /** Called when the API refuses a token: answers another one, or null when there is none. */
  renewed: (refused: string | null) => Promise<string | null>;
}

async function send(request: Request, token: string | null): Promise<Response> {
  if (token) request.headers.set("authorization", `Bearer ${token}`);
  // Looked up at each call so that a test may replace it.
  return globalThis.fetch(request);
}

/** The typed API client. Every answer that is not 2xx throws a `Problem`. */
export function createApi(options: ApiOptions): Api {
  const refuse: Middleware = {
    async onResponse({ response }) {
      if (!response.ok) throw await problemOf(response);
    },
    onError({ error }) {
      return asProblem(error);
    },
  };
  const client = createClient<paths>({
    baseUrl: options.baseUrl || window.location.origin,
    fetch: async (request) => {
      const token = await options.token();
      const answer = await send(request.clone(), token);
      if (answer.status !== 401) return answer;
      const next = await options.renewed(token);
      return next ? send(request, next) : answer;
    },
  });
  client.use(refuse);
  return client;
}

/** The body of an answer; our middleware has already thrown when there is none. */
export async function body<T>(call: Promise<{ data?: T }>): Promise<T> {
  const { data } = await call;
  if (data === undefined) throw asProblem(new Error("empty answer"));
  return data;
}

/** A key for one intent to write: kept for its retries, so that a double click writes once. */
export function newIdempotencyKey(): string {
  return crypto.randomUUID();
}
