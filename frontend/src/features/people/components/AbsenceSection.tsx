import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { User } from "@/api/admin";
import { asProblem } from "@/api/problem";
import { FormNotice } from "@/components/form/FormNotice";
import { FormSection } from "@/components/form/FormSection";
import form from "@/components/form/form.module.css";
import { PersonPicker } from "@/components/people/PersonPicker";
import { Button } from "@/components/ui/Button";
import { Field } from "@/components/ui/Field";
import { Input } from "@/components/ui/Input";
import { useZone } from "@/lib/zone";
import { asDays, fromDays } from "../absence";
import { useSetAbsence } from "../api/usePeople";
import classes from "./people.module.css";

interface AbsenceSectionProps {
  user: User;
  readOnly: boolean;
  onSaved: (user: User) => void;
}

/** When somebody is away, and who gets their new cases meanwhile. */
export function AbsenceSection({ user, readOnly, onSaved }: AbsenceSectionProps) {
  const { t } = useTranslation();
  const zone = useZone();
  const [days, setDays] = useState(() => asDays(user.absence, zone));
  const [asked, setAsked] = useState(false);
  const save = useSetAbsence();
  const wrong =
    days.from === "" || days.to === ""
      ? t("team.absence.bothDays")
      : days.to < days.from
        ? t("team.absence.order")
        : undefined;
  const fault = asked ? wrong : undefined;
  const store = (absence: User["absence"]) =>
    save.mutate(
      { user, absence },
      {
        onSuccess(saved) {
          setAsked(false);
          setDays(asDays(saved.absence, zone));
          onSaved(saved);
        },
      },
    );
  const day = (name: "from" | "to") => (
    <Field label={t(`team.absence.${name}`)} error={name === "to" ? fault : undefined}>
      {(control) => (
        <Input
          {...control}
          type="date"
          disabled={readOnly}
          value={days[name]}
          onChange={(event) => setDays({ ...days, [name]: event.currentTarget.value })}
        />
      )}
    </Field>
  );
  return (
    <FormSection title={t("team.absence.title")} lead={t("team.absence.lead")}>
      <div className={form.pair}>
        {day("from")}
        {day("to")}
        <Field label={t("team.absence.replacement")}>
          {(control) => (
            <PersonPicker
              {...control}
              label={t("team.absence.replacement")}
              none={t("team.absence.nobody")}
              except={user.id}
              disabled={readOnly}
              value={days.replacement}
              onChange={(replacement) => setDays({ ...days, replacement })}
            />
          )}
        </Field>
      </div>
      <FormNotice problem={save.error ? asProblem(save.error) : null} />
      {!readOnly && (
        <div className={classes.band}>
          <Button
            busy={save.isPending}
            onClick={() => {
              setAsked(true);
              if (!wrong) store(fromDays(days, zone));
            }}
          >
            {t("team.absence.save")}
          </Button>
          {user.absence && (
            <Button look="bare" busy={save.isPending} onClick={() => store(null)}>
              {t("team.absence.end")}
            </Button>
          )}
        </div>
      )}
    </FormSection>
  );
}
