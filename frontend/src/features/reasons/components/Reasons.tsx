import { useTranslation } from "react-i18next";
import type { Reason } from "@/api/admin";
import { useRecordCalls, useRecords, type Written } from "@/api/records";
import { ArchiveButton } from "@/components/form/ArchiveButton";
import form from "@/components/form/form.module.css";
import { LabelFields } from "@/components/form/LabelFields";
import { RecordDialog } from "@/components/form/RecordDialog";
import { RecordsState } from "@/components/form/RecordsState";
import { RecordTable } from "@/components/form/RecordTable";
import { Empty } from "@/components/ui/Empty";
import { IconCircleCheck } from "@/components/ui/Icons";
import { Switch } from "@/components/ui/Switch";
import { isLanguage } from "@/lib/i18n";
import { showToast } from "@/lib/toast";
import { useRecordForm } from "@/lib/useRecordForm";
import type { OpenProps } from "../types";

const draftOf = (reason: Reason | null): Written<Reason> => ({
  label: reason?.label ?? { fr: "", en: "" },
  note_required: reason?.note_required ?? false,
  refusal: reason?.refusal ?? false,
  archived: reason?.archived ?? false,
});

/** Why cases are closed. */
export function Reasons({ open, onOpen, onClose }: OpenProps) {
  const { t, i18n } = useTranslation();
  const query = useRecords("reasons");
  const language = isLanguage(i18n.language) ? i18n.language : "en";
  const yes = (flag: boolean) => (flag ? t("rules.value.yes") : <span className={form.quiet}>–</span>);
  return (
    <>
      <RecordsState
        query={query}
        failed={t("reasons.failed")}
        empty={<Empty icon={IconCircleCheck} title={t("reasons.empty.closing")} />}
      >
        {(reasons) => (
          <RecordTable
            items={reasons}
            name={{ title: t("reasons.name"), of: ({ label }) => label[language] }}
            columns={[
              { title: t("reasons.noteShort"), cell: (reason) => yes(reason.note_required) },
              { title: t("reasons.refusalShort"), wide: true, cell: (reason) => yes(reason.refusal) },
            ]}
            onOpen={({ id }) => onOpen(id)}
          />
        )}
      </RecordsState>
      {open && query.data && (
        <ReasonDialog reason={query.data.find(({ id }) => id === open.id) ?? null} onClose={onClose} />
      )}
    </>
  );
}

function ReasonDialog({ reason, onClose }: { reason: Reason | null; onClose: () => void }) {
  const { t } = useTranslation();
  const calls = useRecordCalls("reasons");
  const record = useRecordForm<Reason, Written<Reason>>({
    base: reason,
    toDraft: draftOf,
    save: calls.save,
    reread: ({ id }) => calls.read(id),
    onSaved({ label }) {
      showToast({ text: "toast.reasonSaved", name: label.fr });
      onClose();
    },
  });
  const { draft, change, faultOf, base } = record;
  return (
    <RecordDialog
      title={base ? t("reasons.editClosing") : t("reasons.add.closing")}
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
      <div>
        <Switch checked={draft.note_required} onChange={(note_required) => change({ note_required })}>
          {t("reasons.note")}
        </Switch>
        <p className={form.hint}>{t("reasons.noteHint")}</p>
      </div>
      <div>
        <Switch checked={draft.refusal} onChange={(refusal) => change({ refusal })}>
          {t("reasons.refusal")}
        </Switch>
        <p className={form.hint}>{t("reasons.refusalHint")}</p>
      </div>
    </RecordDialog>
  );
}
