import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { newIdempotencyKey } from "@/api/client";
import { faultAt } from "@/api/faults";
import { asProblem } from "@/api/problem";
import { isOver, useJob } from "@/api/useJob";
import { usePlaceChoices } from "@/api/usePlaceChoices";
import { useSources } from "@/api/useSources";
import { JobProgress } from "@/components/job/JobProgress";
import { PageFailed } from "@/components/page/PageStates";
import { Button } from "@/components/ui/Button";
import { IconMapPin } from "@/components/ui/Icons";
import { Select } from "@/components/ui/Input";
import { useNow } from "@/lib/clock";
import { useFormat } from "@/lib/format";
import { quarantineKeys, useMapCode, useUnknownPlaces } from "../api/useQuarantine";
import type { UnknownPlace } from "../types";
import classes from "./QuarantineGroups.module.css";

/** The codes that no place has, each with the place to give it to. Nothing when there are none. */
export function UnknownPlaces() {
  const { t } = useTranslation();
  const query = useUnknownPlaces();
  // A code that has just been given stays until its job has said what came of it.
  const [given, setGiven] = useState<UnknownPlace[]>([]);
  if (query.error && !query.data) {
    return (
      <PageFailed error={query.error} title={t("quarantine.failed")} onRetry={() => void query.refetch()} />
    );
  }
  const items = query.data?.items ?? [];
  const shown = [...given, ...items.filter(({ code }) => !given.some((one) => one.code === code))];
  if (shown.length === 0) return null;
  return (
    <section className={classes.panel} aria-labelledby="unknown-title">
      <header className={classes.head}>
        <IconMapPin size={16} stroke={1.75} aria-hidden />
        <h2 id="unknown-title">{t("quarantine.unknown.title")}</h2>
        <span className={classes.total}>{t("quarantine.unknown.text")}</span>
      </header>
      <ul>
        {shown.map((one) => (
          <CodeRow key={one.code} unknown={one} onGiven={() => setGiven((before) => [...before, one])} />
        ))}
      </ul>
    </section>
  );
}

function CodeRow({ unknown, onGiven }: { unknown: UnknownPlace; onGiven: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const client = useQueryClient();
  const sources = useSources();
  const places = usePlaceChoices();
  const map = useMapCode();
  const [place, setPlace] = useState("");
  const [jobId, setJobId] = useState<string>();
  const { data: job } = useJob(jobId);
  const over = isOver(job);
  const { code, count, more } = unknown;
  useEffect(() => {
    if (over) void client.invalidateQueries({ queryKey: quarantineKeys.unknown });
  }, [over, client]);
  const names = unknown.sources.map((id) => sources.data?.items.find((one) => one.id === id)?.name ?? id);
  const fault = map.error && (faultAt(map.error, "code") ?? asProblem(map.error).detail);
  return (
    <li className={classes.code}>
      <div className={classes.reason}>
        <strong>
          <code>{code}</code>
        </strong>
        <span className={classes.sub}>{format.list(names)}</span>
      </div>
      <span className={classes.count}>
        <span>
          <b>{more ? t("app.more", { count }) : format.number(count)}</b>{" "}
          {t("quarantine.unknown.waiting", { count })}
        </span>
        <small className={classes.sub}>
          {t("quarantine.since", { moment: format.moment(unknown.since, now) })}
        </small>
      </span>
      <span />
      <span className={classes.actions}>
        <Select
          aria-label={t("quarantine.unknown.placeOf", { code })}
          value={place}
          choices={[{ value: "", label: t("quarantine.unknown.choose") }, ...places]}
          disabled={jobId !== undefined}
          onChange={setPlace}
        />
        <Button
          busy={map.isPending || (jobId !== undefined && !over)}
          aria-disabled={place === "" || jobId !== undefined}
          title={place === "" ? t("quarantine.unknown.choose") : undefined}
          onClick={() => {
            if (place === "" || jobId !== undefined) return;
            map.mutate(
              { place, code, key: newIdempotencyKey() },
              {
                onSuccess(started) {
                  onGiven();
                  setJobId(started.id);
                },
              },
            );
          }}
        >
          {t("quarantine.unknown.map")}
        </Button>
      </span>
      {job && !over && (
        <div className={classes.job}>
          <JobProgress job={job} label={t("quarantine.unknown.releasing")} />
        </div>
      )}
      {job?.status === "done" && (
        <p className={classes.job} role="status">
          {t("quarantine.unknown.released", {
            place: places.find(({ value }) => value === place)?.label.trim(),
          })}
        </p>
      )}
      {(map.error || job?.status === "failed") && (
        <p className={classes.failed} role="alert">
          {t("quarantine.unknown.mapFailed")} {fault}
        </p>
      )}
    </li>
  );
}
