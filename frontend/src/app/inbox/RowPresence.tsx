import { OthersMark } from "@/features/presence/components/OthersMark";
import { useOthers } from "@/features/presence/others";

/** Who else has a case of the list open. Each row looks for itself: nothing else is drawn when somebody comes. */
function RowPresence({ id }: { id: string }) {
  return <OthersMark others={useOthers().get(id)} look="icon" />;
}

/** The sign of presence of a row; the same function always, so that rows stay as they are. */
export const presenceOf = (id: string) => <RowPresence id={id} />;
