import type { Alert, Fault, ProblemBody } from "./types";

/** A refused or failed request. `code` is stable; `offline` and `unreadable` are ours. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: string | undefined;
  readonly requestId: string | undefined;
  /** The case as it stands now, on a stale version only. */
  readonly current: Alert | undefined;
  /** Every place of the request to mend; empty when the whole was refused. */
  readonly faults: readonly Fault[];
  /** The moments around a local time that the clocks leave out. */
  readonly neighbours: readonly string[];

  constructor(body: Partial<ProblemBody> & { status: number; code: string }) {
    super(body.title ?? body.code);
    this.name = "Problem";
    this.status = body.status;
    this.code = body.code;
    this.detail = body.detail ?? undefined;
    this.requestId = body.request_id ?? undefined;
    this.current = body.current ?? undefined;
    this.faults = body.errors ?? [];
    this.neighbours = body.neighbours ?? [];
  }
}

export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  // fetch reports every network failure as a TypeError.
  if (error instanceof TypeError) return new Problem({ status: 0, code: "offline" });
  return new Problem({ status: 0, code: "unreadable", title: String(error) });
}

/** Reads a failed answer, whether it holds a problem document or not. */
export async function problemOf(response: Response): Promise<Problem> {
  const requestId =
    response.headers.get("x-request-id") ?? response.headers.get("apigw-requestid") ?? undefined;
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  const known = typeof body === "object" && body !== null ? (body as Partial<ProblemBody>) : {};
  return new Problem({
    ...known,
    status: response.status,
    code: known.code ?? (response.status === 401 ? "unauthorized" : `http_${response.status}`),
    request_id: known.request_id ?? requestId,
  });
}

/** Whether asking again may help: the network, a timeout, throttling or the server's own failure. */
export function isTransient(error: unknown): boolean {
  const { status } = asProblem(error);
  return status === 0 || status === 408 || status === 429 || status >= 500;
}
