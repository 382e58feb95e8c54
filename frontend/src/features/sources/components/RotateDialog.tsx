import { useState } from "react";
import { useTranslation } from "react-i18next";
import { faultAt } from "@/api/faults";
import { asProblem } from "@/api/problem";
import { Button } from "@/components/ui/Button";
import { Dialog, DialogActions } from "@/components/ui/Dialog";
import { Field } from "@/components/ui/Field";
import { Input } from "@/components/ui/Input";
import { Segmented } from "@/components/ui/Segmented";
import { useRotate } from "../api/useSource";
import classes from "./form.module.css";
import { SecretOnce } from "./SecretOnce";

interface RotateDialogProps {
  source: { id: string; name: string };
  what: "address" | "secret";
  /** The tool makes its secret up: it is pasted here. */
  theirs: boolean;
  /** There is one already, which may stay live for a while. */
  replaces: boolean;
  onClose: () => void;
}

const overlaps = ["0", "24", "168"] as const;

/** Replaces the address or the secret: how long the old one stays live, then the new one, shown once. */
export function RotateDialog({ source, what, theirs, replaces, onClose }: RotateDialogProps) {
  const { t } = useTranslation();
  const [overlap, setOverlap] = useState<(typeof overlaps)[number]>("24");
  const [value, setValue] = useState("");
  const rotate = useRotate(source.id, what);
  const made = rotate.data;
  const pasted = theirs && what === "secret";
  const title = t(replaces ? `sources.${what}.replace` : "sources.secret.give", { name: source.name });

  if (made) {
    return (
      <Dialog title={title} size={560} onClose={onClose}>
        <SecretOnce
          label={t(`sources.${what}.made`)}
          hint={t("sources.once")}
          value={made}
          copyLabel={t(`sources.${what}.copy`)}
        />
        <DialogActions>
          <Button look="filled" onClick={onClose}>
            {t("sources.kept")}
          </Button>
        </DialogActions>
      </Dialog>
    );
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (rotate.isPending) return;
          rotate.mutate(
            { overlap: replaces ? Number(overlap) : 0, value: pasted ? value : null },
            { onSuccess: (shown) => shown === null && onClose() },
          );
        }}
      >
        {pasted && (
          <Field
            label={t("sources.secret.theirs")}
            hint={t("sources.secret.theirsHint")}
            error={faultAt(rotate.error, "value")}
          >
            {(control) => (
              <Input
                {...control}
                type="password"
                autoComplete="new-password"
                data-autofocus
                value={value}
                onChange={(event) => setValue(event.currentTarget.value)}
              />
            )}
          </Field>
        )}
        {replaces && (
          <div>
            <span className={classes.label}>{t("sources.overlap.label")}</span>
            <Segmented
              label={t("sources.overlap.label")}
              value={overlap}
              choices={overlaps.map((hours) => ({ value: hours, label: t(`sources.overlap.h${hours}`) }))}
              onChange={setOverlap}
            />
            <p className={classes.hint}>
              {t(overlap === "0" ? "sources.overlap.none" : "sources.overlap.some")}
            </p>
          </div>
        )}
        {rotate.error && !faultAt(rotate.error, "value") && (
          <p className={classes.failed} role="alert">
            {t("sources.failed")} {asProblem(rotate.error).detail}
          </p>
        )}
        <DialogActions>
          <Button onClick={onClose}>{t("app.cancel")}</Button>
          <Button look="filled" type="submit" busy={rotate.isPending}>
            {t(replaces ? "sources.replace" : "sources.save")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
