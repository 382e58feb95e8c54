import type { Me } from "@/api/types";
import { useMe } from "./me";

/** What a role may do. */
export type Right = Me["rights"][number];

export function may({ rights }: Pick<Me, "rights">, right: Right): boolean {
  return rights.includes(right);
}

/** Whether the signed-in person has a right. */
export function useMay(right: Right): boolean {
  return may(useMe(), right);
}
