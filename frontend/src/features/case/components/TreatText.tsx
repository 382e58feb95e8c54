import { Trans, useTranslation } from "react-i18next";
import type { Person, TimelineItem } from "@/api/types";
import { useNow } from "@/lib/clock";
import { useFormat } from "@/lib/format";
import { useMe } from "@/lib/me";
import { changeLines } from "../changeLines";

interface TreatTextProps {
  item: TimelineItem;
  own: boolean;
  name: string;
}

const bold = { b: <strong /> };

/** Events that somebody causes, each with its sentence for oneself and for others. */
const byPerson = {
  unassigned: ["event.youUnassigned", "event.unassignedBy"],
  resumed: ["event.youResumed", "event.resumedBy"],
  spammed: ["event.youSpammed", "event.spammedBy"],
  unspammed: ["event.youUnspammed", "event.unspammedBy"],
  note_deleted: ["event.youDeletedNote", "event.noteDeletedBy"],
  transferred: ["event.youTransferred", "event.transferredBy"],
  delegated: ["event.youDelegated", "event.delegatedBy"],
  shared: ["event.youShared", "event.sharedBy"],
  held: ["event.youHeld", "event.heldBy"],
  acted: ["event.youActed", "event.actedBy"],
} as const;

/** The sentences of what came with treating cases: passing on, waiting, plans, clocks. */
export function TreatText({ item, own, name }: TreatTextProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const me = useMe();
  const { type, data } = item;
  const to = data.to as Person | null | undefined;
  const values: Record<string, string> = { name };
  let more: string | null = null;

  if (type === "assigned") {
    // Whoever opened it gave it to nobody in person: a rule, a place or an absence did.
    const key = !item.by
      ? "event.assignedBySystem"
      : to?.id === me.id
        ? "event.assignedToYou"
        : own
          ? "event.youAssigned"
          : "event.assignedBy";
    return <Trans i18nKey={key} values={{ name, to: to?.name ?? "" }} components={bold} />;
  }
  if (type === "transferred") {
    values.to = to?.name ?? "";
    if (data.outside) more = t("event.outside");
  }
  if (type === "delegated") values.to = String(data.address ?? "");
  if (type === "shared")
    values.to = format.list((data.with as Person[] | undefined)?.map((one) => one.name) ?? []);
  if (type === "held") values.until = heldUntil();
  if (type === "acted") {
    values.action = (data.action as { name: string } | undefined)?.name ?? "";
    values.status = (data.status as { label: string } | undefined)?.label ?? "";
    if (typeof data.again_at === "string") {
      more = t("event.again", { moment: format.moment(data.again_at, now) });
    }
  }
  if (type in byPerson) {
    const [mine, theirs] = byPerson[type as keyof typeof byPerson];
    return (
      <>
        <Trans i18nKey={own ? mine : theirs} values={values} components={bold} />
        {more && <small>{more}</small>}
      </>
    );
  }

  function heldUntil(): string {
    const until = typeof data.until === "string" ? format.moment(data.until, now) : null;
    if (!until) return t("event.untilReply");
    return t(data.or_reply ? "event.untilOrReply" : "event.until", { moment: until });
  }
  switch (type) {
    case "returned":
      return t("event.returned");
    case "plan_closed": {
      const state = (data.exit_state as { label: string } | undefined)?.label ?? "";
      return <Trans i18nKey="event.planClosed" values={{ state }} components={bold} />;
    }
    case "reminded":
      return t("event.reminded", {
        moment: typeof data.expires_at === "string" ? format.moment(data.expires_at, now) : "",
      });
    case "escalated": {
      const place = (data.place as { name: string } | undefined)?.name ?? "";
      return <Trans i18nKey="event.escalated" values={{ place }} components={bold} />;
    }
    case "attached": {
      const lines = changeLines(data, t, format, now);
      return (
        <>
          <Trans i18nKey="event.attached" values={{ label: String(data.label ?? "") }} components={bold} />
          {lines.length > 0 && <small>{format.list(lines)}</small>}
        </>
      );
    }
    case "moved": {
      const place = data.place as { from?: { name?: string }; to?: { name?: string } } | undefined;
      return <Trans i18nKey="event.moved" values={{ place: place?.to?.name ?? "" }} components={bold} />;
    }
    case "retimed": {
      const target = data.target as { to?: string } | undefined;
      const at = target?.to ? format.moment(target.to, now) : "";
      return <Trans i18nKey="event.retimed" values={{ at }} components={bold} />;
    }
    default:
      return t("event.other");
  }
}
