import { Failure } from "@/features/case/components/CaseNotice";
import { useNotices } from "@/lib/notices";
import classes from "./ListPane.module.css";

interface ListNoticesProps {
  /** The open case shows its own notice. */
  alertId: string | undefined;
  onOpen: (id: string) => void;
}

/** Requests that failed for cases that are no longer on the screen. */
export function ListNotices({ alertId, onOpen }: ListNoticesProps) {
  const notices = useNotices().filter((notice) => notice.alertId !== alertId);
  return notices.map((notice) => (
    <div key={notice.alertId} className={classes.banner}>
      <Failure notice={notice} onOpen={() => onOpen(notice.alertId)} />
    </div>
  ));
}
