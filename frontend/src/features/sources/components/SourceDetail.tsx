import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problem";
import { Banner } from "@/components/ui/Banner";
import { Button } from "@/components/ui/Button";
import { IconAlertCircle, IconAlertTriangle, IconInfoCircle, IconLock } from "@/components/ui/Icons";
import { useNow } from "@/lib/clock";
import { useFormat } from "@/lib/format";
import { showToast } from "@/lib/toast";
import { useSaveSource } from "../api/useSource";
import type { Kind, Source } from "../types";
import { Access } from "./Access";
import { HealthTag } from "./HealthTag";
import { MappingPanel } from "./MappingPanel";
import { SettingsDialog } from "./SettingsDialog";
import classes from "./SourceDetail.module.css";
import { Steps } from "./Steps";

interface SourceDetailProps {
  source: Source;
  kind: Kind | undefined;
  /** The page has its name as the title already. */
  alone: boolean;
  /** Below the mapping: what waits. */
  below: ReactNode;
}

/** One source: how it is doing, how it is reached, what it sends and what that means. */
export function SourceDetail({ source, kind, alone, below }: SourceDetailProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const [settings, setSettings] = useState(false);
  const save = useSaveSource(source.id);
  const { health } = source;
  const switchTo = (disabled: boolean, version = source.version) => {
    const { name, campaign, channel, language, settings: kept } = source;
    save.mutate(
      { name, campaign, channel, language, settings: kept, disabled, version },
      {
        onSuccess: (saved) =>
          showToast({
            text: disabled ? "toast.sourceOff" : "toast.sourceOn",
            name: source.name,
            undo: () => switchTo(!disabled, saved.version),
          }),
      },
    );
  };
  const facts = [
    health.last_at ? t("sources.lastSent", { age: format.ago(health.last_at, now) }) : t("sources.neverSent"),
    t(source.signed ? "sources.signed" : "sources.unsigned"),
    health.usual_per_day !== null &&
      t("sources.usual", { count: health.usual_per_day, shown: format.number(health.usual_per_day) }),
  ].filter(Boolean);
  return (
    <article className={classes.detail} aria-labelledby="source-name">
      <header className={classes.head}>
        <div className={classes.heading}>
          <div className={classes.title}>
            <h2 id="source-name" className={alone ? "visually-hidden" : undefined}>
              {source.name}
            </h2>
            <HealthTag status={health.status} />
          </div>
          <p>{facts.join(", ")}</p>
        </div>
        <Button onClick={() => setSettings(true)}>{t("sources.settings")}</Button>
        <Button busy={save.isPending} onClick={() => switchTo(!source.disabled)}>
          {t(source.disabled ? "sources.switchOn" : "sources.switchOff")}
        </Button>
      </header>
      {save.error && (
        <Banner kind="failed" icon={IconAlertCircle}>
          <strong>{t("sources.failed")}</strong>{" "}
          {asProblem(save.error).code === "stale_version"
            ? t("sources.staleSettings")
            : asProblem(save.error).detail}
        </Banner>
      )}
      {source.disabled && (
        <Banner kind="quiet" icon={IconInfoCircle}>
          {t("sources.offText")}
        </Banner>
      )}
      {health.status === "silent" && health.last_at && (
        <Banner kind="changed" icon={IconAlertTriangle}>
          <strong>{t("sources.silent", { age: format.duration(now - Date.parse(health.last_at)) })}</strong>{" "}
          {t("sources.silentText")}
        </Banner>
      )}
      {!source.signed && (
        <Banner kind="quiet" icon={IconLock}>
          <strong>{t("sources.unsignedTitle")}</strong> {t("sources.unsignedText")}
        </Banner>
      )}
      <Access source={source} kind={kind} />
      {kind && (
        <details className={classes.setup} open={health.status === "waiting"} key={source.id}>
          <summary>{t("sources.setUp", { tool: kind.name })}</summary>
          <Steps kind={kind} />
        </details>
      )}
      <MappingPanel source={source} />
      {below}
      {settings && <SettingsDialog source={source} kind={kind} onClose={() => setSettings(false)} />}
    </article>
  );
}
