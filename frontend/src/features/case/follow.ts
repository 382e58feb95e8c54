import { createPreference } from "@/lib/preference";

/** Whether the case that follows opens by itself: for closing and for all that takes a case off the list. */
export const openNext = createPreference<boolean>("boucle.open-next", true);
