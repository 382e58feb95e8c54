import { Trans, useTranslation } from "react-i18next";
import type { Alert, EventType, Timeline } from "@/api/types";
import { Banner } from "@/components/ui/Banner";
import { Button } from "@/components/ui/Button";
import { IconButton } from "@/components/ui/IconButton";
import { IconAlertCircle, IconUsers, IconX } from "@/components/ui/Icons";
import { useNow } from "@/lib/clock";
import { useFormat } from "@/lib/format";
import { useMe } from "@/lib/me";
import { dropNotice, isConflict, type Notice } from "@/lib/notices";

interface CaseNoticeProps {
  notice: Notice;
  alert: Alert;
  timeline: Timeline | undefined;
  /** The closing note kept in the dialog, which can still become an internal note. */
  onAddClosingNote: () => void;
}

/** What became of a request on this case: refused because it changed, or failed. */
export function CaseNotice(props: CaseNoticeProps) {
  return isConflict(props.notice) ? <Conflict {...props} /> : <Failure notice={props.notice} />;
}

function Conflict({ notice, alert, timeline, onAddClosingNote }: CaseNoticeProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const me = useMe();
  // What the others did last tells who was faster.
  const last = timeline?.items.findLast(({ by }) => by?.id !== me.id);
  const age = last ? format.ago(last.at, now) : "";
  const known = last && last.type !== "raised" ? (last.type as Exclude<EventType, "raised">) : null;
  const what = known
    ? t(`conflict.${known}`, { name: last?.by?.name ?? t("timeline.system"), age })
    : t("conflict.you", { age });
  const act = (label: string, onClick: () => void) => (
    <button type="button" onClick={onClick}>
      {label}
    </button>
  );

  function rest() {
    const { action, problem, retry } = notice;
    const may = alert.may.includes(action);
    if (problem.code === "too_late") return t("conflict.tooLate");
    if (problem.code === "contact_refused") return t("whyNot.refused");
    switch (action) {
      case "note":
        return (
          <>
            {t("conflict.noteKept")} {may && act(t("conflict.addAnyway"), retry)}
          </>
        );
      case "contact":
        return (
          <>
            {t("conflict.noteKept")} {may && act(t("conflict.callAnyway"), retry)}
          </>
        );
      case "close":
        return (
          <>
            {t("conflict.closeNote")}{" "}
            {alert.status === "closed"
              ? alert.may.includes("note") && act(t("conflict.addAsNote"), onAddClosingNote)
              : act(t("conflict.closeAnyway"), retry)}
          </>
        );
      case "reopen":
        return t("conflict.undoText");
      case "take":
        return t("conflict.takeText");
      default:
        return (
          <>
            {t("conflict.takeText")} {may && act(t("conflict.again"), retry)}
          </>
        );
    }
  }

  return (
    <Banner kind="changed" icon={IconUsers} actions={<Dismiss alertId={alert.id} />}>
      <strong>{what}</strong> {rest()}
    </Banner>
  );
}

const texts = {
  close: "notice.closeText",
  note: "notice.noteText",
  contact: "notice.noteText",
  reopen: "notice.reopenText",
} as const;

/** A request that failed: what it was, what we did with it, its id, a retry. */
export function Failure({ notice, onOpen }: { notice: Notice; onOpen?: () => void }) {
  const { t } = useTranslation();
  const { action, problem } = notice;
  const text = action in texts ? texts[action as keyof typeof texts] : null;
  const cause =
    problem.code === "offline" ? t("notice.offline") : problem.status === 403 ? t("notice.forbidden") : null;
  return (
    <Banner
      kind="failed"
      icon={IconAlertCircle}
      actions={
        <>
          <Button onClick={notice.retry}>{t("app.retry")}</Button>
          <Dismiss alertId={notice.alertId} />
        </>
      }
    >
      {onOpen && (
        <>
          <Trans i18nKey="notice.forCase" values={{ name: notice.name }} />{" "}
        </>
      )}
      <strong>{t(`notice.${action}`)}</strong> {cause ?? (text && t(text))}{" "}
      {problem.requestId && <small>{t("app.request", { id: problem.requestId })}</small>}{" "}
      {onOpen && (
        <button type="button" onClick={onOpen}>
          {t("notice.open")}
        </button>
      )}
    </Banner>
  );
}

function Dismiss({ alertId }: { alertId: string }) {
  const { t } = useTranslation();
  return (
    <IconButton icon={IconX} label={t("notice.dismiss")} iconSize={16} onClick={() => dropNotice(alertId)} />
  );
}
