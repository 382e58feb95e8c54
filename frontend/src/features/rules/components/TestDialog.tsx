import { Modal } from "@mantine/core";
import { useEffect, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problem";
import { Button } from "@/components/ui/Button";
import { Field } from "@/components/ui/Field";
import { Input } from "@/components/ui/Input";
import { useNow } from "@/lib/clock";
import { useFormat } from "@/lib/format";
import { useLayout } from "@/lib/layout";
import { useCheckRule } from "../api/useImpact";
import type { RuleBody, Sample } from "../types";
import classes from "./TestDialog.module.css";
import { VerdictView } from "./VerdictView";

interface TestDialogProps {
  /** The criteria as the API takes them. */
  criteria: RuleBody["criteria"];
  samples: readonly Sample[];
  onClose: () => void;
}

/** Holds the criteria, as written now, against one feedback: fired or not, and why. */
export function TestDialog({ criteria, samples, onClose }: TestDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const phone = useLayout() === "phone";
  const name = useId();
  const [id, setId] = useState(samples[0]?.feedback_id ?? "");
  const check = useCheckRule();
  const { mutate } = check;
  // The first sample shows at once what a verdict looks like.
  const first = samples[0]?.feedback_id;
  useEffect(() => {
    if (first) mutate({ criteria, feedback_id: first });
  }, [first, criteria, mutate]);

  const run = (feedback: string) => {
    setId(feedback);
    if (feedback.trim()) mutate({ criteria, feedback_id: feedback.trim() });
  };
  const problem = check.error ? asProblem(check.error) : null;
  const error =
    problem &&
    t(problem.status === 404 || problem.status === 422 ? "rules.test.unknown" : "rules.test.failed");
  return (
    <Modal
      opened
      onClose={onClose}
      size={640}
      fullScreen={phone}
      yOffset={64}
      radius="xl"
      title={t("rules.test.title")}
      closeButtonProps={{ "aria-label": t("app.close") }}
      classNames={{ title: classes.title, header: classes.header, body: classes.body }}
      overlayProps={{ className: classes.overlay }}
      transitionProps={{ duration: 180 }}
    >
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          run(id);
        }}
      >
        <Field
          label={t("rules.test.id")}
          hint={samples.length > 0 ? t("rules.test.hint") : undefined}
          error={error ?? undefined}
          className={classes.id}
        >
          {(control) => (
            <Input
              {...control}
              value={id}
              spellCheck={false}
              data-autofocus
              onChange={(event) => setId(event.currentTarget.value)}
            />
          )}
        </Field>
        <Button look="filled" type="submit" busy={check.isPending}>
          {t("rules.test.run")}
        </Button>
      </form>
      {samples.length > 0 && (
        <fieldset className={classes.samples}>
          <legend className="visually-hidden">{t("rules.test.samples")}</legend>
          {samples.slice(0, 5).map((sample) => (
            <label key={sample.feedback_id} className={classes.sample}>
              <input
                type="radio"
                name={name}
                checked={sample.feedback_id === id}
                onChange={() => run(sample.feedback_id)}
              />
              <span className={classes.words}>{sample.comment ?? t("list.noComment")}</span>
              <span className={classes.when}>{format.date(sample.at, now)}</span>
            </label>
          ))}
        </fieldset>
      )}
      {check.data && !check.error && <VerdictView verdict={check.data} />}
    </Modal>
  );
}
