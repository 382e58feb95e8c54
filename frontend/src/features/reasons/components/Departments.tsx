import { useTranslation } from "react-i18next";
import type { Department } from "@/api/admin";
import { useRecordCalls, useRecords, type Written } from "@/api/records";
import form from "@/components/form/form.module.css";
import { RecordDialog } from "@/components/form/RecordDialog";
import { RecordsState } from "@/components/form/RecordsState";
import { RecordTable } from "@/components/form/RecordTable";
import { Removal } from "@/components/form/Removal";
import { PersonName } from "@/components/people/PersonName";
import { PersonPicker } from "@/components/people/PersonPicker";
import { Empty } from "@/components/ui/Empty";
import { Field } from "@/components/ui/Field";
import { IconLock, IconUsers } from "@/components/ui/Icons";
import { Input } from "@/components/ui/Input";
import { Switch } from "@/components/ui/Switch";
import { Tag } from "@/components/ui/Tag";
import { showToast } from "@/lib/toast";
import { useRecordForm } from "@/lib/useRecordForm";
import type { OpenProps } from "../types";

const draftOf = (department: Department | null): Written<Department> => ({
  name: department?.name ?? "",
  owner: department?.owner ?? null,
  restricted: department?.restricted ?? false,
});

/** Who deals with certain motives, and whether only they see those cases. */
export function Departments({ open, onOpen, onClose }: OpenProps) {
  const { t } = useTranslation();
  const query = useRecords("departments");
  return (
    <>
      <RecordsState
        query={query}
        failed={t("reasons.failed")}
        empty={
          <Empty icon={IconUsers} title={t("reasons.empty.departments")}>
            {t("reasons.emptyDepartments")}
          </Empty>
        }
      >
        {(departments) => (
          <RecordTable
            items={departments}
            name={{ title: t("reasons.department"), of: ({ name }) => name }}
            columns={[
              {
                title: t("reasons.owner"),
                cell: ({ owner }) =>
                  owner ? <PersonName id={owner} /> : <span className={form.quiet}>–</span>,
              },
              {
                title: t("reasons.seenBy"),
                cell: ({ restricted }) =>
                  restricted ? (
                    <Tag icon={IconLock} tone="soon">
                      {t("reasons.restrictedShort")}
                    </Tag>
                  ) : (
                    t("reasons.openShort")
                  ),
              },
            ]}
            onOpen={({ id }) => onOpen(id)}
          />
        )}
      </RecordsState>
      {open && query.data && (
        <DepartmentDialog
          department={query.data.find(({ id }) => id === open.id) ?? null}
          onClose={onClose}
        />
      )}
    </>
  );
}

function DepartmentDialog({ department, onClose }: { department: Department | null; onClose: () => void }) {
  const { t } = useTranslation();
  const calls = useRecordCalls("departments");
  const record = useRecordForm<Department, Written<Department>>({
    base: department,
    toDraft: draftOf,
    save: calls.save,
    reread: ({ id }) => calls.read(id),
    onSaved({ name }) {
      showToast({ text: "toast.departmentSaved", name });
      onClose();
    },
  });
  const { draft, change, faultOf, base } = record;
  return (
    <RecordDialog
      title={base?.name ?? t("reasons.add.departments")}
      form={record}
      onClose={onClose}
      beside={base && <Removal kind="departments" record={base} name={base.name} onGone={onClose} />}
    >
      <Field label={t("reasons.departmentName")} error={faultOf("name")}>
        {(control) => (
          <Input
            {...control}
            required
            data-autofocus
            maxLength={80}
            value={draft.name}
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
        )}
      </Field>
      <Field label={t("reasons.owner")} hint={t("reasons.ownerHint")} error={faultOf("owner")}>
        {(control) => (
          <PersonPicker
            {...control}
            label={t("reasons.owner")}
            none={t("reasons.noOwner")}
            value={draft.owner}
            onChange={(owner) => change({ owner })}
          />
        )}
      </Field>
      <div>
        <Switch checked={draft.restricted} onChange={(restricted) => change({ restricted })}>
          {t("reasons.restricted")}
        </Switch>
        <p className={form.hint}>{t("reasons.restrictedHint")}</p>
      </div>
    </RecordDialog>
  );
}
