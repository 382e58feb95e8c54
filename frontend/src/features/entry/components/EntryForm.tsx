import { useTranslation } from "react-i18next";
import { faultAt } from "@/api/faults";
import { asProblem } from "@/api/problem";
import { usePlaceChoices } from "@/api/usePlaceChoices";
import { Button } from "@/components/ui/Button";
import { DialogActions } from "@/components/ui/Dialog";
import { Field } from "@/components/ui/Field";
import { Input, Select } from "@/components/ui/Input";
import { Segmented } from "@/components/ui/Segmented";
import { Switch } from "@/components/ui/Switch";
import { isSubmitKey } from "@/lib/submit-key";
import { channels, type Draft, type EntryFault, figuresOf, scales } from "../draft";
import classes from "./EntryForm.module.css";

interface EntryFormProps {
  draft: Draft;
  faults: readonly EntryFault[];
  error: unknown;
  busy: boolean;
  onChange: (part: Partial<Draft>) => void;
  onSend: () => void;
  onCancel: () => void;
}

export function EntryForm({ draft, faults, error, busy, onChange, onSend, onCancel }: EntryFormProps) {
  const { t } = useTranslation();
  const places = usePlaceChoices();
  const problem = error ? asProblem(error) : null;
  const contact = faults.includes("contact") ? t("entry.faults.contact") : undefined;
  const field = (name: "name" | "email" | "phone", type: string, fault?: string) => (
    <Field label={t(`entry.${name}`)} error={fault ?? faultAt(error, `respondent.${name}`)}>
      {(control) => (
        <Input
          {...control}
          type={type}
          maxLength={name === "email" ? 254 : name === "phone" ? 40 : 200}
          value={draft[name]}
          onChange={(event) => onChange({ [name]: event.currentTarget.value })}
        />
      )}
    </Field>
  );
  return (
    <form
      className={classes.form}
      noValidate
      onKeyDown={(event) => isSubmitKey(event) && onSend()}
      onSubmit={(event) => {
        event.preventDefault();
        onSend();
      }}
    >
      <div className={classes.pair}>
        <Field
          label={t("entry.place")}
          error={
            faults.includes("place")
              ? t("entry.faults.place")
              : problem?.status === 404
                ? t("entry.faults.outside")
                : faultAt(error, "place")
          }
        >
          {(control) => (
            <Select
              {...control}
              data-autofocus
              value={draft.place}
              choices={[{ value: "", label: t("entry.choosePlace") }, ...places]}
              onChange={(place) => onChange({ place })}
            />
          )}
        </Field>
        <Field label={t("entry.channel")}>
          {(control) => (
            <Select
              {...control}
              value={draft.channel}
              choices={channels.map((value) => ({ value, label: t(`entry.channels.${value}`) }))}
              onChange={(channel) => onChange({ channel: channel as Draft["channel"] })}
            />
          )}
        </Field>
      </div>
      <div>
        <div className={classes.scoreHead}>
          <span className={classes.label}>{t("entry.score")}</span>
          <Segmented
            label={t("entry.scale")}
            value={draft.scale}
            choices={scales.map((value) => ({ value, label: t(`entry.scales.${value}`) }))}
            onChange={(scale) => onChange({ scale, score: null })}
          />
        </div>
        {draft.scale !== "none" && (
          <fieldset className={classes.figures}>
            <legend className="visually-hidden">{t("entry.score")}</legend>
            {figuresOf(draft.scale).map((figure) => (
              <label key={figure}>
                <input
                  type="radio"
                  name="score"
                  className="visually-hidden"
                  checked={draft.score === figure}
                  onChange={() => onChange({ score: figure })}
                />
                {figure}
              </label>
            ))}
          </fieldset>
        )}
        {faultAt(error, "score") && <p className={classes.failed}>{faultAt(error, "score")}</p>}
      </div>
      <Field
        label={t("entry.comment")}
        hint={t("entry.commentHint")}
        error={faults.includes("empty") ? t("entry.faults.empty") : faultAt(error, "comment")}
      >
        {(control) => (
          <textarea
            {...control}
            className={classes.comment}
            rows={4}
            maxLength={10_000}
            value={draft.comment}
            onChange={(event) => onChange({ comment: event.currentTarget.value })}
          />
        )}
      </Field>
      <Switch checked={draft.callback} onChange={(callback) => onChange({ callback })}>
        {t("entry.callback")}
      </Switch>
      <div className={classes.three}>
        {field("name", "text")}
        {field("phone", "tel", contact)}
        {field("email", "email")}
      </div>
      {problem && problem.status !== 404 && (
        <p className={classes.failed} role="alert">
          {t(problem.code === "offline" ? "notice.offline" : "entry.failed")}{" "}
          {problem.requestId && t("app.request", { id: problem.requestId })}
        </p>
      )}
      <DialogActions>
        <Button onClick={onCancel}>{t("app.cancel")}</Button>
        <Button look="filled" type="submit" busy={busy} keyName={t("key.ctrlEnter")}>
          {t("entry.send")}
        </Button>
      </DialogActions>
    </form>
  );
}
