import { createContext, useContext } from "react";
import type { Me } from "@/api/types";

export const MeContext = createContext<Me | null>(null);

/** The signed-in person, known to everything inside the shell. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error("useMe needs MeContext above it");
  return me;
}
