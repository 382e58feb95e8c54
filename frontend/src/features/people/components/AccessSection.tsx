import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { User } from "@/api/admin";
import { asProblem } from "@/api/problem";
import { isOver, type Job, useJob } from "@/api/useJob";
import { FormNotice } from "@/components/form/FormNotice";
import { FormSection } from "@/components/form/FormSection";
import { JobProgress } from "@/components/job/JobProgress";
import { Button } from "@/components/ui/Button";
import { useEnable } from "../api/usePeople";
import { DisableDialog } from "./DisableDialog";
import classes from "./people.module.css";

interface AccessSectionProps {
  user: User;
  self: boolean;
  onSaved: (user: User) => void;
}

/** Takes access away or gives it back, and shows the cases changing hands. */
export function AccessSection({ user, self, onSaved }: AccessSectionProps) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const [handing, setHanding] = useState<Job | null>(null);
  const enable = useEnable();
  const job = useJob(handing?.id).data ?? handing;
  return (
    <FormSection title={t("team.access.title")}>
      <div className={classes.band}>
        <p>
          {t(user.disabled ? "team.access.off" : self ? "team.access.ownAccount" : "team.access.on", {
            name: user.name,
          })}
        </p>
        {user.disabled ? (
          <Button busy={enable.isPending} onClick={() => enable.mutate(user, { onSuccess: onSaved })}>
            {t("team.access.enable")}
          </Button>
        ) : (
          !self && (
            <Button look="danger" onClick={() => setAsking(true)}>
              {t("team.access.disable")}
            </Button>
          )
        )}
      </div>
      <FormNotice problem={enable.error ? asProblem(enable.error) : null} />
      {job && <JobProgress job={job} label={t("team.access.handing")} />}
      {job && isOver(job) && (
        <p role="status" className={classes.band}>
          {t("team.access.handed", { count: job.progress.done })}
        </p>
      )}
      {asking && (
        <DisableDialog
          user={user}
          onClose={() => setAsking(false)}
          onDone={(saved, started) => {
            setAsking(false);
            setHanding(started);
            onSaved(saved);
          }}
        />
      )}
    </FormSection>
  );
}
