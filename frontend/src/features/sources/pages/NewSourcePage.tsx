import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { newIdempotencyKey } from "@/api/client";
import { faultAt } from "@/api/faults";
import { asProblem } from "@/api/problem";
import { Page } from "@/components/page/Page";
import { PageFailed, RowsLoading } from "@/components/page/PageStates";
import { Banner } from "@/components/ui/Banner";
import { Button } from "@/components/ui/Button";
import { Field } from "@/components/ui/Field";
import { IconAlertTriangle, IconLock } from "@/components/ui/Icons";
import { Input } from "@/components/ui/Input";
import { type SourceCreated, useCreateSource } from "../api/useCreateSource";
import { useKinds } from "../api/useSource";
import { CredentialDialog } from "../components/CredentialDialog";
import form from "../components/form.module.css";
import { RotateDialog } from "../components/RotateDialog";
import { SecretOnce } from "../components/SecretOnce";
import { type Basics, blank, SourceForm } from "../components/SourceForm";
import { Steps } from "../components/Steps";
import type { Kind } from "../types";
import classes from "./NewSourcePage.module.css";

const steps = ["tool", "name", "paste"] as const;

/** A new source in three steps: its tool, its name, what to paste there. */
export function NewSourcePage() {
  const { t } = useTranslation();
  const kinds = useKinds();
  const [kind, setKind] = useState<Kind | null>(null);
  const [made, setMade] = useState<SourceCreated | null>(null);
  const step = made ? 2 : kind ? 1 : 0;
  return (
    <Page
      crumbs={[{ label: t("nav.manage") }, { label: t("manage.sources"), to: "/manage/sources" }]}
      title={t("sources.new.title")}
    >
      <div className={classes.page}>
        <ol className={classes.steps}>
          {steps.map((name, index) => (
            <li
              key={name}
              aria-current={index === step ? "step" : undefined}
              data-done={index < step || undefined}
            >
              <span>{index + 1}</span>
              {t(`sources.new.${name}`)}
            </li>
          ))}
        </ol>
        {kind && made ? (
          <Paste kind={kind} made={made} />
        ) : kind ? (
          <Name kind={kind} onBack={() => setKind(null)} onMade={setMade} />
        ) : kinds.data ? (
          <ul className={classes.kinds}>
            {kinds.data.map((one) => (
              <li key={one.kind}>
                <button type="button" onClick={() => setKind(one)}>
                  <strong>{one.name}</strong>
                  <span className={classes.proof}>
                    {t(one.signed ? "sources.new.signed" : "sources.new.unsigned")}
                    {one.thin && `, ${t("sources.new.thin")}`}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        ) : kinds.error ? (
          <PageFailed
            error={kinds.error}
            title={t("sources.listFailed")}
            onRetry={() => void kinds.refetch()}
          />
        ) : (
          <RowsLoading rows={6} height={44} />
        )}
      </div>
    </Page>
  );
}

interface NameProps {
  kind: Kind;
  onBack: () => void;
  onMade: (made: SourceCreated) => void;
}

function Name({ kind, onBack, onMade }: NameProps) {
  const { t } = useTranslation();
  const [basics, setBasics] = useState<Basics>({ ...blank, name: kind.name });
  const [secret, setSecret] = useState("");
  const [key, setKey] = useState(newIdempotencyKey);
  const create = useCreateSource();
  const problem = create.error ? asProblem(create.error) : null;
  const change = (next: Basics) => {
    // Another request is another intent.
    setKey(newIdempotencyKey());
    setBasics(next);
  };
  return (
    <form
      className={form.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (create.isPending) return;
        create.mutate(
          { source: { ...basics, kind: kind.kind, secret: secret || null }, key },
          { onSuccess: onMade },
        );
      }}
    >
      <h2 className={classes.tool}>{kind.name}</h2>
      <SourceForm
        basics={basics}
        needs={kind.needs}
        onChange={change}
        faultOf={(path) => faultAt(create.error, path)}
      />
      {kind.secret === "theirs" && (
        <Field
          label={t("sources.secret.theirs")}
          hint={t("sources.secret.later")}
          error={faultAt(create.error, "secret")}
        >
          {(control) => (
            <Input
              {...control}
              type="password"
              autoComplete="new-password"
              value={secret}
              onChange={(event) => {
                setKey(newIdempotencyKey());
                setSecret(event.currentTarget.value);
              }}
            />
          )}
        </Field>
      )}
      {problem && problem.faults.length === 0 && (
        <p className={form.failed} role="alert">
          {t(problem.code === "duplicate" ? "sources.new.duplicate" : "sources.failed")} {problem.detail}
        </p>
      )}
      <div className={classes.actions}>
        <Button onClick={onBack}>{t("sources.new.back")}</Button>
        <Button look="filled" type="submit" busy={create.isPending}>
          {t("sources.new.create")}
        </Button>
      </div>
    </form>
  );
}

function Paste({ kind, made }: { kind: Kind; made: SourceCreated }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [open, setOpen] = useState<"secret" | "credential" | null>(null);
  const unseen = made.secret !== null || !made.signed;
  const needsSecret = kind.secret === "theirs" && !made.secret_set_at;
  return (
    <div className={form.form}>
      <h2 className={classes.tool}>{made.name}</h2>
      {made.address && (
        <SecretOnce
          label={t("sources.address.label")}
          hint={t(made.signed ? "sources.address.hint" : "sources.once")}
          value={made.address}
          copyLabel={t("sources.address.copy")}
        />
      )}
      {made.secret && (
        <SecretOnce
          label={t("sources.secret.label")}
          hint={t("sources.once")}
          value={made.secret}
          copyLabel={t("sources.secret.copy")}
        />
      )}
      {!made.signed && kind.secret === "none" && (
        <Banner kind="quiet" icon={IconLock}>
          <strong>{t("sources.unsignedTitle")}</strong> {t("sources.unsignedText")}
        </Banner>
      )}
      <div>
        <h3 className={form.label}>{t("sources.setUp", { tool: kind.name })}</h3>
        <Steps kind={kind} />
      </div>
      {(needsSecret || made.thin) && (
        <div className={classes.rest}>
          {needsSecret && <Button onClick={() => setOpen("secret")}>{t("sources.secret.giveShort")}</Button>}
          {made.thin && (
            <Button onClick={() => setOpen("credential")}>{t("sources.credential.giveShort")}</Button>
          )}
        </div>
      )}
      {unseen && (
        <Banner kind="changed" icon={IconAlertTriangle}>
          {t("sources.new.leaving")}
        </Banner>
      )}
      <div className={classes.actions}>
        <Button
          look="filled"
          onClick={() => void navigate({ to: "/manage/sources/$sourceId", params: { sourceId: made.id } })}
        >
          {t("sources.new.done")}
        </Button>
      </div>
      {open === "credential" && <CredentialDialog source={made} kind={kind} onClose={() => setOpen(null)} />}
      {open === "secret" && (
        <RotateDialog source={made} what="secret" theirs replaces={false} onClose={() => setOpen(null)} />
      )}
    </div>
  );
}
