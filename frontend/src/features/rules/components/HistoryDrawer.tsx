import { Drawer } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { PageFailed, RowsLoading } from "@/components/page/PageStates";
import { Button } from "@/components/ui/Button";
import { Tag } from "@/components/ui/Tag";
import { useNow } from "@/lib/clock";
import { useFormat } from "@/lib/format";
import { useVersions } from "../api/useRules";
import type { RuleVersion } from "../types";
import classes from "./HistoryDrawer.module.css";
import { RuleChanges } from "./RuleChanges";

interface HistoryDrawerProps {
  id: string;
  /** The version in force. */
  version: number;
  scoreMax: number | null;
  /** Restores a version; absent for those who may only read. */
  onRestore: ((to: number) => void) | undefined;
  restoring: boolean;
  error: string | undefined;
  /** Why nothing can be restored now. */
  note: string | undefined;
  onClose: () => void;
}

/** Who changed what and when, each version beside the one before it, and the way back to any of them. */
export function HistoryDrawer(props: HistoryDrawerProps) {
  const { id, version, scoreMax, onRestore, restoring, error, note, onClose } = props;
  const { t } = useTranslation();
  const { data: versions, error: failed, refetch } = useVersions(id);
  const [open, setOpen] = useState<number | null>(null);
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={480}
      title={t("rules.history.title")}
      closeButtonProps={{ "aria-label": t("app.close") }}
      overlayProps={{ className: classes.overlay }}
      classNames={{ content: classes.drawer, header: classes.header, title: classes.title }}
      transitionProps={{ duration: 180 }}
    >
      {failed && <PageFailed error={failed} title={t("rules.history.failed")} onRetry={refetch} />}
      {!versions && !failed && <RowsLoading rows={4} />}
      {error && (
        <p role="alert" className={classes.error}>
          {error}
        </p>
      )}
      {note && <p className={classes.note}>{note}</p>}
      <ol className={classes.versions}>
        {versions?.map((entry, index) => (
          <li key={entry.version}>
            <VersionLine
              entry={entry}
              current={entry.version === version}
              open={open === entry.version}
              onToggle={() => setOpen(open === entry.version ? null : entry.version)}
            />
            {open === entry.version && (
              <div className={classes.detail}>
                <RuleChanges
                  before={versions[index + 1]?.rule ?? null}
                  after={entry.rule}
                  scoreMax={scoreMax}
                />
                {onRestore && entry.version !== version && entry.change !== "deleted" && (
                  <Button busy={restoring} onClick={() => onRestore(entry.version)}>
                    {t("rules.history.restore", { version: entry.version })}
                  </Button>
                )}
              </div>
            )}
          </li>
        ))}
      </ol>
    </Drawer>
  );
}

interface VersionLineProps {
  entry: RuleVersion;
  current: boolean;
  open: boolean;
  onToggle: () => void;
}

function VersionLine({ entry, current, open, onToggle }: VersionLineProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const who = entry.by?.name ?? t("timeline.system");
  return (
    <button type="button" className={classes.version} aria-expanded={open} onClick={onToggle}>
      <span className={classes.number}>{t("rules.version", { version: entry.version })}</span>
      {current && <Tag tone="accent">{t("rules.history.current")}</Tag>}
      <span className={classes.who}>
        {t(`rules.history.${entry.change}`, { name: who })}
        {entry.at && (
          <time dateTime={entry.at} title={format.absolute(entry.at)}>
            {format.moment(entry.at, now)}
          </time>
        )}
      </span>
    </button>
  );
}
