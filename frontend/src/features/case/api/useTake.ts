import { useCommand } from "./useCommand";

/** Makes the signed-in person the owner of a case. */
export function useTake() {
  return useCommand({ action: "take" });
}
