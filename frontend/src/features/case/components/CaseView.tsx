import { type ReactNode, type Ref, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Problem } from "@/api/problem";
import type { Alert, AlertRow } from "@/api/types";
import { Banner } from "@/components/ui/Banner";
import { Button } from "@/components/ui/Button";
import { IconAlertCircle, IconClockX, IconEyeOff } from "@/components/ui/Icons";
import { useNow } from "@/lib/clock";
import { useFormat } from "@/lib/format";
import { useNotices } from "@/lib/notices";
import { useTimeline } from "../api/useTimeline";
import { CaseHeader } from "./CaseHeader";
import { AttachedList, AttachedTo, ContactRefused, PassedOn } from "./CaseLinks";
import { CaseMeta } from "./CaseMeta";
import { CaseNotice } from "./CaseNotice";
import { CaseSkeleton } from "./CaseSkeleton";
import classes from "./CaseView.module.css";
import { Timeline } from "./Timeline";
import { Verbatim } from "./Verbatim";
import { WhyPanel } from "./WhyPanel";

interface CaseViewProps {
  ref?: Ref<HTMLDivElement>;
  /** What is known before the case itself has loaded. */
  row: AlertRow | undefined;
  alert: Alert | undefined;
  problem: Problem | null;
  onRetry: () => void;
  phone: boolean;
  name: string;
  presence: ReactNode;
  onAddClosingNote: () => void;
}

/** The body of a case: who, their words, why it is here, what was done. */
export function CaseView(props: CaseViewProps) {
  const { ref, row, alert, problem, onRetry, phone, name, presence, onAddClosingNote } = props;
  const { t } = useTranslation();
  const [active, setActive] = useState<number | null>(null);
  const [pointed, setPointed] = useState<number | null>(null);
  const format = useFormat();
  const now = useNow();
  const notices = useNotices();
  const notice = notices.find(({ alertId }) => alertId === (alert ?? row)?.id);
  const timeline = useTimeline(alert?.id ?? row?.id ?? "", alert?.version);
  const scroller = useRef<HTMLDivElement>(null);

  // The condition exists only once the panel has opened.
  useEffect(() => {
    if (pointed === null) return;
    document.getElementById(`condition-${pointed}`)?.focus();
  }, [pointed]);

  const shown = alert ?? row;
  return (
    <div className={classes.scroller} ref={scroller}>
      <div className={classes.content} ref={ref} tabIndex={-1}>
        {notice && alert && (
          <div className={classes.notice}>
            <CaseNotice
              notice={notice}
              alert={alert}
              timeline={timeline.data}
              onAddClosingNote={onAddClosingNote}
            />
          </div>
        )}
        {alert?.attached_to && (
          <div className={classes.notice}>
            <AttachedTo alertId={alert.attached_to} />
          </div>
        )}
        {alert?.contact_refused && alert.status !== "closed" && (
          <div className={classes.notice}>
            <ContactRefused />
          </div>
        )}
        {alert?.status === "expired" && alert.expired_at && (
          <div className={classes.notice}>
            <Banner kind="quiet" icon={IconClockX}>
              {t("case.expiredOn", { age: format.ago(alert.expired_at, now) })}
            </Banner>
          </div>
        )}
        {alert?.withdrawn_at && (
          <div className={classes.notice}>
            <Banner kind="quiet" icon={IconEyeOff}>
              {t("case.withdrawnText", { age: format.ago(alert.withdrawn_at, now) })}
            </Banner>
          </div>
        )}
        {shown && <CaseHeader row={shown} withName={!phone} presence={presence} />}
        {alert ? (
          <>
            <Verbatim
              comment={alert.comment}
              language={alert.language}
              conditions={alert.triggers.flatMap(({ conditions }) =>
                conditions.filter(({ field }) => field === "comment"),
              )}
              active={active}
              onActive={setActive}
              onPoint={(number) => {
                setPointed(number);
                document.getElementById(`condition-${number}`)?.focus();
              }}
            />
            <CaseMeta alert={alert} />
            <PassedOn alert={alert} />
            <WhyPanel alert={alert} active={active} onActive={setActive} foldable={phone} pointed={pointed} />
            <AttachedList attached={alert.attached} />
            <Timeline alert={alert} name={name} timeline={timeline.data} />
          </>
        ) : problem ? (
          <Banner
            kind="failed"
            icon={IconAlertCircle}
            actions={<Button onClick={onRetry}>{t("app.retry")}</Button>}
          >
            <strong>{t("case.failed")}</strong> {t("case.failedText")}{" "}
            {problem.requestId && <small>{t("app.request", { id: problem.requestId })}</small>}
          </Banner>
        ) : (
          <CaseSkeleton />
        )}
      </div>
    </div>
  );
}
