import { createContext, useContext } from "react";

/** IANA name of the tenant's time zone: every date of the screens is written in it. */
export const ZoneContext = createContext("UTC");

export function useZone(): string {
  return useContext(ZoneContext);
}
