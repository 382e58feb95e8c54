import { Trans, useTranslation } from "react-i18next";
import type { Alert, ReasonRef, Status, Timeline, TimelineItem } from "@/api/types";
import { useNow } from "@/lib/clock";
import { useFormat } from "@/lib/format";
import { useReasonLabel } from "@/lib/reason";
import { useStatusLabel } from "@/lib/status";
import { answerChanges } from "../changes";
import { TreatText } from "./TreatText";

interface EventTextProps {
  item: TimelineItem;
  alert: Alert;
  deliveries: Timeline["deliveries"];
  own: boolean;
}

const bold = { b: <strong /> };

const contactKeys = {
  phone: ["timeline.youCalled", "timeline.calledBy"],
  email: ["timeline.youEmailed", "timeline.emailedBy"],
  in_person: ["timeline.youMet", "timeline.metBy"],
  messaging: ["event.youMessaged", "event.messagedBy"],
  social: ["event.youPosted", "event.postedBy"],
  other: ["timeline.youContacted", "timeline.contactedBy"],
} as const;

const outcomeKeys = {
  reached: "outcome.reached",
  no_answer: "outcome.no_answer",
  message_left: "outcome.message_left",
  refused: "event.refused",
} as const;

function pick<T extends object>(map: T, key: unknown, fallback: keyof T): T[keyof T] {
  return Object.hasOwn(map, String(key)) ? map[key as keyof T] : map[fallback];
}

/** The sentence of an event. */
export function EventText({ item, alert, deliveries, own }: EventTextProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = item.by?.name ?? t("timeline.system");
  switch (item.type) {
    case "raised":
      return <Raised item={item} alert={alert} deliveries={deliveries} />;
    case "taken":
      return (
        <Trans i18nKey={own ? "timeline.youTook" : "timeline.tookBy"} values={{ name }} components={bold} />
      );
    case "contacted":
      return <Contacted item={item} own={own} name={name} />;
    case "closed":
      return <Closed item={item} own={own} name={name} />;
    case "reopened":
      return (
        <Trans
          i18nKey={own ? "timeline.youReopened" : "timeline.reopenedBy"}
          values={{ name }}
          components={bold}
        />
      );
    case "expired":
      return t("timeline.expired");
    case "placed": {
      const place = item.data.place as { name: string } | undefined;
      return <Trans i18nKey="timeline.placed" values={{ place: place?.name ?? "" }} components={bold} />;
    }
    case "reevaluated":
      return t("timeline.reevaluated", { changes: format.list(answerChanges(item.data, t, format)) });
    case "noted":
    case "note_edited":
      return null;
    default:
      return <TreatText item={item} own={own} name={name} />;
  }
}

interface NamedProps {
  item: TimelineItem;
  own: boolean;
  name: string;
}

/** How a contact went, and when it took place if it was logged later. */
function Contacted({ item, own, name }: NamedProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const [mine, theirs] = pick(contactKeys, item.data.channel, "other");
  const outcome = t(pick(outcomeKeys, item.data.outcome, "reached"));
  const { backdated, contacted_at } = item.data;
  return (
    <>
      <Trans i18nKey={own ? mine : theirs} values={{ name, outcome }} components={bold} />
      {backdated && typeof contacted_at === "string" && (
        <small>{t("event.backdated", { moment: format.moment(contacted_at, now) })}</small>
      )}
    </>
  );
}

function Closed({ item, own, name }: NamedProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const reasonLabel = useReasonLabel();
  const label = useStatusLabel();
  const given = item.data.reason as ReasonRef | undefined;
  const skipped = (item.data.skipped as Status[] | undefined) ?? [];
  return (
    <>
      <Trans
        i18nKey={own ? "timeline.youClosed" : "timeline.closedBy"}
        values={{ name, reason: given ? reasonLabel(given) : "" }}
        components={bold}
      />
      {skipped.length > 0 && (
        <small>{t("timeline.skipped", { steps: format.list(skipped.map((step) => label(step))) })}</small>
      )}
    </>
  );
}

/** The opening line also tells what became of the mails: they follow from it. */
function Raised({ item, alert, deliveries }: Omit<EventTextProps, "own">) {
  const { t } = useTranslation();
  const format = useFormat();
  if (item.version > 1) {
    const labels = Array.isArray(item.data.labels) ? format.list(item.data.labels.map(String)) : "";
    return <Trans i18nKey="timeline.raisedAgain" values={{ labels }} components={bold} />;
  }
  const { sent, failed, pending, unknown } = deliveries;
  return (
    <>
      {t(alert.kind === "message" ? "timeline.raisedMessage" : "timeline.raised")}
      {sent > 0 && <Trans i18nKey="timeline.sent" count={sent} components={bold} />}
      {failed > 0 && <em>{t("timeline.failed", { count: failed })}</em>}
      {pending > 0 && t("timeline.pending", { count: pending })}
      {unknown > 0 && t("timeline.unknown", { count: unknown })}
    </>
  );
}
