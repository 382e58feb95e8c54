import { useTranslation } from "react-i18next";
import type { Place } from "@/api/admin";
import { asProblem } from "@/api/problem";
import { useRecords } from "@/api/records";
import type { Job } from "@/api/useJob";
import form from "@/components/form/form.module.css";
import { useProblemText } from "@/components/form/problemText";
import { RecordDialog } from "@/components/form/RecordDialog";
import { PersonPicker } from "@/components/people/PersonPicker";
import { Button } from "@/components/ui/Button";
import { ChipsInput } from "@/components/ui/ChipsInput";
import { Field } from "@/components/ui/Field";
import { IconInfoCircle } from "@/components/ui/Icons";
import { Input, Select } from "@/components/ui/Input";
import { showToast } from "@/lib/toast";
import { useRecordForm } from "@/lib/useRecordForm";
import { type PlaceDraft, useDeletePlace, usePlaceCalls } from "../api/usePlaceCalls";
import { parentsFor } from "../tree";

interface PlaceDialogProps {
  /** Null for a new one. */
  place: Place | null;
  /** Where a new one starts. */
  parent: string | null;
  places: readonly Place[];
  onClose: () => void;
  /** The cases of the place are on their way. */
  onMoving: (job: Job) => void;
}

/** One place: its name, where it lies, what sources call it, and what its cases inherit. */
export function PlaceDialog({ place, parent, places, onClose, onMoving }: PlaceDialogProps) {
  const { t } = useTranslation();
  const calls = usePlaceCalls();
  const remove = useDeletePlace();
  const textOf = useProblemText();
  const { data: calendars = [] } = useRecords("calendars");
  const record = useRecordForm<Place, PlaceDraft>({
    base: place,
    toDraft: (base) => ({
      name: base?.name ?? "",
      parent: base ? base.parent : parent,
      code: base?.code ?? null,
      aliases: base?.aliases ?? [],
      calendar: base?.calendar ?? null,
      owner: base?.owner ?? null,
      delegate_to: base?.delegate_to ?? null,
    }),
    async save(draft, base, key) {
      const saved = await calls.save(draft, base, key);
      if (saved.job) onMoving(saved.job);
      return saved.place;
    },
    reread: ({ id }) => calls.read(id),
    onSaved({ name }) {
      showToast({ text: "toast.placeSaved", name });
      onClose();
    },
  });
  const { draft, change, faultOf, base } = record;
  const moves = base !== null && draft.parent !== base.parent;
  const text = (name: "name" | "code" | "delegate_to", maxLength: number) => ({
    maxLength,
    value: draft[name] ?? "",
    onChange: (event: { currentTarget: HTMLInputElement }) =>
      change({ [name]: event.currentTarget.value || (name === "name" ? "" : null) }),
  });
  return (
    <RecordDialog
      title={base?.name ?? t("places.add")}
      form={record}
      size={640}
      onClose={onClose}
      beside={
        base && (
          <>
            <Button
              look="danger"
              busy={remove.isPending}
              onClick={() =>
                remove.mutate(base, {
                  onSuccess(answer) {
                    if (answer?.job) onMoving(answer.job);
                    showToast({ text: "toast.deleted", name: base.name });
                    onClose();
                  },
                })
              }
            >
              {t("places.remove")}
            </Button>
            {remove.error && (
              <span className={form.fault} role="alert">
                {asProblem(remove.error).code === "in_use"
                  ? t("places.hasPlaces")
                  : textOf(asProblem(remove.error)).text}
              </span>
            )}
          </>
        )
      }
    >
      <div className={form.pair}>
        <Field label={t("places.name")} error={faultOf("name")}>
          {(control) => <Input {...control} required data-autofocus {...text("name", 80)} />}
        </Field>
        <Field label={t("places.parent")} error={faultOf("parent")}>
          {(control) => (
            <Select
              {...control}
              value={draft.parent ?? ""}
              choices={[
                { value: "", label: t("places.root") },
                ...parentsFor(places, base).map(({ node, depth }) => ({
                  value: node.id,
                  label: `${"\u2003".repeat(depth)}${node.name}`,
                })),
              ]}
              onChange={(next) => change({ parent: next || null })}
            />
          )}
        </Field>
      </div>
      {moves && (
        <p className={form.callout} data-tone="soon" role="status">
          <IconInfoCircle size={16} stroke={1.75} aria-hidden />
          {t("places.moveText", { name: base.name })}
        </p>
      )}
      <div className={form.pair}>
        <Field label={t("places.code")} hint={t("places.codeHint")} error={faultOf("code")}>
          {(control) => <Input {...control} {...text("code", 64)} />}
        </Field>
        <Field label={t("places.aliases")} hint={t("places.aliasesHint")} error={faultOf("aliases")}>
          {(control) => (
            <ChipsInput
              {...control}
              label={t("places.aliases")}
              values={draft.aliases}
              onChange={(aliases) => change({ aliases })}
            />
          )}
        </Field>
        <Field label={t("places.calendar")} error={faultOf("calendar")}>
          {(control) => (
            <Select
              {...control}
              value={draft.calendar ?? ""}
              choices={[
                { value: "", label: t("places.inheritedLong") },
                ...calendars.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              onChange={(calendar) => change({ calendar: calendar || null })}
            />
          )}
        </Field>
        <Field label={t("places.owner")} error={faultOf("owner")}>
          {(control) => (
            <PersonPicker
              {...control}
              label={t("places.owner")}
              none={t("places.inheritedLong")}
              value={draft.owner}
              onChange={(owner) => change({ owner })}
            />
          )}
        </Field>
      </div>
      <Field label={t("places.delegate")} hint={t("places.delegateHint")} error={faultOf("delegate_to")}>
        {(control) => <Input {...control} type="email" {...text("delegate_to", 254)} />}
      </Field>
    </RecordDialog>
  );
}
