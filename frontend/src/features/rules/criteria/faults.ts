import type { Fault } from "@/api/types";
import type { Path } from "./tree";

/** The faults of one condition or group: what the API refused, and at which part of it. */
export interface NodeFaults {
  field?: string;
  operator?: string;
  value?: string;
  /** The whole node. */
  self?: string;
}

/**
 * Sorts the faults of an answer by the node they are about. Keys are paths as "0.1"; "" is the root. Paths may
 * come from the rule itself (`$.criteria.rules[0].value`) or from a body around it (`$.rule.criteria…`).
 */
export function faultsByNode(faults: readonly Fault[]): Map<string, NodeFaults> {
  const found = new Map<string, NodeFaults>();
  for (const { path, message } of faults) {
    const [, inside] = /\bcriteria((?:\.rules(?:\[\d+\])?|\[\d+\]|\.\w+)*)$/.exec(path) ?? [];
    if (inside === undefined) continue;
    const indexes = [...inside.matchAll(/\.rules\[(\d+)\]/g)].map((match) => match[1]);
    const last = /\]\.(field|operator|value)\b/.exec(inside.slice(inside.lastIndexOf("rules[")))?.[1];
    const key = indexes.join(".");
    const part = (last ?? "self") as keyof NodeFaults;
    found.set(key, { [part]: message, ...found.get(key) });
  }
  return found;
}

export function nodeKey(path: Path): string {
  return path.join(".");
}

/** The fault of a part of the rule outside its criteria: "label", "expires_in", "paused_until". */
export function faultOf(faults: readonly Fault[], name: string): string | undefined {
  return faults.find(({ path }) => path === `$.${name}` || path === `$.rule.${name}` || path === name)
    ?.message;
}
