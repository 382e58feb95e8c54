import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { User } from "@/api/admin";
import { asProblem } from "@/api/problem";
import form from "@/components/form/form.module.css";
import { Button } from "@/components/ui/Button";
import { Field } from "@/components/ui/Field";
import { IconCircleCheck, IconEyeOff } from "@/components/ui/Icons";
import { Input } from "@/components/ui/Input";
import { type Sees, useSees } from "../api/usePeople";
import classes from "./people.module.css";

/** The number of a case, alone or within its address. */
const CASE = /\ba[a-z2-7]{24}\b/;

/** Asks the server whether this person, as saved, sees one case. */
export function SeesCase({ user }: { user: User }) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const [asked, setAsked] = useState(false);
  const sees = useSees(user);
  const id = CASE.exec(text)?.[0];
  const missing = sees.error && asProblem(sees.error).status === 404;
  const fault =
    asked && !id
      ? t("team.sees.badCase")
      : missing
        ? t("team.sees.noCase")
        : sees.error
          ? t("admin.problem.other")
          : undefined;
  return (
    <form
      className={`${form.form} ${classes.ways}`}
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if (id && !sees.isPending) sees.mutate(id);
      }}
    >
      <Field label={t("team.sees.case")} hint={t("team.sees.caseHint")} error={fault}>
        {(control) => (
          <Input
            {...control}
            value={text}
            onChange={(event) => {
              setText(event.currentTarget.value);
              setAsked(false);
              sees.reset();
            }}
          />
        )}
      </Field>
      <p>
        <Button type="submit" busy={sees.isPending}>
          {t("team.sees.check")}
        </Button>
      </p>
      <div role="status">{sees.data && <Answer sees={sees.data} />}</div>
    </form>
  );
}

function Answer({ sees: { sees, told, via, why_not, path } }: { sees: Sees }) {
  const { t } = useTranslation();
  const Icon = sees ? IconCircleCheck : IconEyeOff;
  return (
    <p className={form.callout}>
      <Icon size={16} stroke={1.75} aria-hidden />
      <span>
        <strong>{t(sees ? (told ? "team.sees.told" : "team.sees.untold") : "team.sees.not")}</strong>{" "}
        {via && t(`team.sees.via.${via.kind}`, { name: via.name ?? "" })}
        {why_not && t(`team.sees.why.${why_not}`, { place: path.at(-1)?.name ?? "" })}
      </span>
    </p>
  );
}
