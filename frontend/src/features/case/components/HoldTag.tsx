import { useTranslation } from "react-i18next";
import type { AlertRow } from "@/api/types";
import { IconClockPause } from "@/components/ui/Icons";
import { Tag } from "@/components/ui/Tag";
import { useNow } from "@/lib/clock";
import { useFormat } from "@/lib/format";

/** Until when the case waits. */
export function HoldTag({ hold }: { hold: NonNullable<AlertRow["hold"]> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const text = hold.until
    ? t("header.heldUntil", { moment: format.moment(hold.until, now) })
    : t("header.heldReply");
  return (
    <Tag tone="accent" icon={IconClockPause} title={hold.until ? format.absolute(hold.until) : undefined}>
      {text}
    </Tag>
  );
}
