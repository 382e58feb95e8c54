import { asProblem } from "./problem";

/** The fault of one field of a request: `name` is its path in the body, without `$.`. */
export function faultAt(error: unknown, name: string): string | undefined {
  if (!error) return undefined;
  return asProblem(error).faults.find(({ path }) => path === `$.${name}` || path === name)?.message;
}
