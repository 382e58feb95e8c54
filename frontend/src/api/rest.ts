import { type Api, body } from "./client";

type Method = "get" | "post" | "put" | "patch" | "delete";

interface Call {
  body?: object;
  query?: Record<string, string | number | undefined>;
  signal?: AbortSignal;
  /** One intent to write, kept for its retries. */
  key?: string;
}

type Loose = (method: Method, url: string, init: object) => Promise<{ data?: unknown }>;

/**
 * A call where one address serves several kinds of records, so that its types cannot come from its path.
 * Refusals throw a `Problem`, as everywhere; an answer without content gives undefined.
 */
export async function call<T>(api: Api, method: Method, path: string, options: Call = {}): Promise<T> {
  const request = (api as unknown as { request: Loose }).request;
  const init = {
    ...(options.body && { body: options.body }),
    params: { query: options.query },
    signal: options.signal,
    headers: options.key ? { "idempotency-key": options.key } : {},
  };
  if (method === "delete") return (await request(method, path, init)).data as T;
  return (await body(request(method, path, init))) as T;
}

/** An id as part of an address. */
export const segment = encodeURIComponent;
