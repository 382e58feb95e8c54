import { useTranslation } from "react-i18next";
import type { Motive } from "@/api/admin";
import { useRecordCalls, useRecords, type Written } from "@/api/records";
import { ArchiveButton } from "@/components/form/ArchiveButton";
import form from "@/components/form/form.module.css";
import { LabelFields } from "@/components/form/LabelFields";
import { RecordDialog } from "@/components/form/RecordDialog";
import { RecordsState } from "@/components/form/RecordsState";
import { RecordTable } from "@/components/form/RecordTable";
import { ChipsInput } from "@/components/ui/ChipsInput";
import { Empty } from "@/components/ui/Empty";
import { Field } from "@/components/ui/Field";
import { IconMessage } from "@/components/ui/Icons";
import { Select } from "@/components/ui/Input";
import { isLanguage } from "@/lib/i18n";
import { showToast } from "@/lib/toast";
import { useRecordForm } from "@/lib/useRecordForm";
import { inOrder } from "../motives";
import type { OpenProps } from "../types";

const draftOf = (motive: Motive | null): Written<Motive> => ({
  label: motive?.label ?? { fr: "", en: "" },
  parent: motive?.parent ?? null,
  codes: motive?.codes ?? [],
  department: motive?.department ?? null,
  archived: motive?.archived ?? false,
});

/** Why customers write, in two levels, and who deals with it. */
export function Motives({ open, onOpen, onClose }: OpenProps) {
  const { t, i18n } = useTranslation();
  const query = useRecords("motives");
  const { data: departments = [] } = useRecords("departments");
  const language = isLanguage(i18n.language) ? i18n.language : "en";
  const names = new Map(departments.map(({ id, name }) => [id, name]));
  const nothing = <span className={form.quiet}>–</span>;
  return (
    <>
      <RecordsState
        query={query}
        failed={t("reasons.failed")}
        empty={
          <Empty icon={IconMessage} title={t("reasons.empty.motives")}>
            {t("reasons.emptyMotives")}
          </Empty>
        }
      >
        {(motives) => (
          <RecordTable
            items={inOrder(motives)}
            name={{
              title: t("reasons.motive"),
              of: ({ label }) => label[language],
              depth: ({ parent }) => (parent ? 1 : 0),
            }}
            columns={[
              {
                title: t("reasons.codes"),
                wide: true,
                cell: ({ codes }) => (codes.length > 0 ? codes.join(", ") : nothing),
              },
              {
                title: t("reasons.department"),
                cell: ({ department }) => (department ? (names.get(department) ?? nothing) : nothing),
              },
            ]}
            onOpen={({ id }) => onOpen(id)}
          />
        )}
      </RecordsState>
      {open && query.data && (
        <MotiveDialog
          motive={query.data.find(({ id }) => id === open.id) ?? null}
          motives={query.data}
          onClose={onClose}
        />
      )}
    </>
  );
}

interface MotiveDialogProps {
  motive: Motive | null;
  motives: readonly Motive[];
  onClose: () => void;
}

function MotiveDialog({ motive, motives, onClose }: MotiveDialogProps) {
  const { t, i18n } = useTranslation();
  const calls = useRecordCalls("motives");
  const { data: departments = [] } = useRecords("departments");
  const language = isLanguage(i18n.language) ? i18n.language : "en";
  const record = useRecordForm<Motive, Written<Motive>>({
    base: motive,
    toDraft: draftOf,
    save: calls.save,
    reread: ({ id }) => calls.read(id),
    onSaved({ label }) {
      showToast({ text: "toast.motiveSaved", name: label.fr });
      onClose();
    },
  });
  const { draft, change, faultOf, base } = record;
  const isParent = motives.some(({ parent }) => parent !== null && parent === motive?.id);
  // Two levels: a motive that has sub-motives stays at the top.
  const parents = motives.filter(({ id, parent, archived }) => !parent && !archived && id !== motive?.id);
  return (
    <RecordDialog
      title={base ? t("reasons.editMotive") : t("reasons.add.motives")}
      form={record}
      onClose={onClose}
      beside={
        base && (
          <ArchiveButton
            archived={base.archived}
            busy={record.busy}
            onArchive={(archived) => void record.submit({ archived })}
          />
        )
      }
    >
      <LabelFields label={draft.label} faultOf={faultOf} onChange={(label) => change({ label })} />
      <div className={form.pair}>
        <Field
          label={t("reasons.parent")}
          hint={isParent ? t("reasons.isParent") : undefined}
          error={faultOf("parent")}
        >
          {(control) => (
            <Select
              {...control}
              disabled={isParent}
              value={draft.parent ?? ""}
              choices={[
                { value: "", label: t("reasons.noParent") },
                ...parents.map(({ id, label }) => ({ value: id, label: label[language] })),
              ]}
              onChange={(parent) => change({ parent: parent || null })}
            />
          )}
        </Field>
        <Field label={t("reasons.department")} error={faultOf("department")}>
          {(control) => (
            <Select
              {...control}
              value={draft.department ?? ""}
              choices={[
                { value: "", label: t("reasons.noDepartment") },
                ...departments.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              onChange={(department) => change({ department: department || null })}
            />
          )}
        </Field>
      </div>
      <Field label={t("reasons.codes")} hint={t("reasons.codesHint")} error={faultOf("codes")}>
        {(control) => (
          <ChipsInput
            {...control}
            label={t("reasons.codes")}
            values={draft.codes}
            onChange={(codes) => change({ codes })}
          />
        )}
      </Field>
    </RecordDialog>
  );
}
