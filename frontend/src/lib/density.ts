import { createPreference } from "@/lib/preference";

export type Density = "comfortable" | "compact";

/** How much room the rows of the list take on this device. */
export const density = createPreference<Density>("boucle.density", "comfortable");
