import { useState } from "react";
import { useTranslation } from "react-i18next";
import { faultAt } from "@/api/faults";
import { asProblem } from "@/api/problem";
import { Button } from "@/components/ui/Button";
import { Dialog, DialogActions } from "@/components/ui/Dialog";
import { useGiveCredential } from "../api/useSource";
import type { Kind } from "../types";
import classes from "./form.module.css";
import { NeedFields } from "./NeedFields";

interface CredentialDialogProps {
  source: { id: string; name: string };
  kind: Kind;
  onClose: () => void;
}

/** What lets us fetch the answers a thin source only announces. Written, never shown. */
export function CredentialDialog({ source, kind, onClose }: CredentialDialogProps) {
  const { t } = useTranslation();
  const [values, setValues] = useState<Record<string, string>>({});
  const give = useGiveCredential(source.id);
  const asked = kind.needs.filter(({ secret }) => secret);
  const faultOf = (name: string) => faultAt(give.error, name);
  return (
    <Dialog title={t("sources.credential.title", { name: source.name })} onClose={onClose}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (!give.isPending) give.mutate(values, { onSuccess: onClose });
        }}
      >
        <p>{t("sources.credential.text", { tool: kind.name })}</p>
        <NeedFields needs={asked} values={values} onChange={setValues} faultOf={faultOf} />
        {give.error && !asked.some(({ name }) => faultOf(name)) && (
          <p className={classes.failed} role="alert">
            {t("sources.failed")} {asProblem(give.error).detail}
          </p>
        )}
        <DialogActions>
          <Button onClick={onClose}>{t("app.cancel")}</Button>
          <Button look="filled" type="submit" busy={give.isPending}>
            {t("sources.save")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
