import { useState } from "react";
import { useTranslation } from "react-i18next";
import { faultAt } from "@/api/faults";
import { asProblem } from "@/api/problem";
import { Button } from "@/components/ui/Button";
import { Dialog, DialogActions } from "@/components/ui/Dialog";
import { useReadSource, useSaveSource } from "../api/useSource";
import type { Kind, Source } from "../types";
import classes from "./form.module.css";
import { type Basics, SourceForm } from "./SourceForm";

interface SettingsDialogProps {
  source: Source;
  kind: Kind | undefined;
  onClose: () => void;
}

/** What an admin says of a source. */
export function SettingsDialog({ source, kind, onClose }: SettingsDialogProps) {
  const { t } = useTranslation();
  const { name, campaign, channel, language, settings } = source;
  const [basics, setBasics] = useState<Basics>({ name, campaign, channel, language, settings });
  const [version, setVersion] = useState(source.version);
  const save = useSaveSource(source.id);
  const read = useReadSource(source.id);
  const problem = save.error ? asProblem(save.error) : null;
  const stale = problem?.code === "stale_version";
  return (
    <Dialog title={t("sources.settingsOf", { name: source.name })} size={560} onClose={onClose}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (save.isPending) return;
          save.mutate(
            { ...basics, disabled: source.disabled, version },
            {
              onSuccess: onClose,
              onError: (error) => {
                // The next try is on purpose: it goes over what somebody else has saved.
                if (asProblem(error).code === "stale_version") {
                  void read().then(
                    (now) => setVersion(now.version),
                    () => undefined,
                  );
                }
              },
            },
          );
        }}
      >
        <SourceForm
          basics={basics}
          needs={kind?.needs ?? []}
          onChange={setBasics}
          faultOf={(path) => faultAt(save.error, path)}
        />
        {problem && problem.faults.length === 0 && (
          <p className={classes.failed} role="alert">
            {t(stale ? "sources.staleSettings" : "sources.failed")} {!stale && problem.detail}
          </p>
        )}
        <DialogActions>
          <Button onClick={onClose}>{t("app.cancel")}</Button>
          <Button look="filled" type="submit" busy={save.isPending}>
            {t(stale ? "sources.saveAnyway" : "sources.save")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
