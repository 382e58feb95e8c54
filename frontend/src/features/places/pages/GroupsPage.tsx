import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Group } from "@/api/admin";
import { useRecordCalls, useRecords, type Written } from "@/api/records";
import { usePlaceOptions } from "@/api/useScopeOptions";
import { RecordDialog } from "@/components/form/RecordDialog";
import { RecordsState } from "@/components/form/RecordsState";
import { RecordTable } from "@/components/form/RecordTable";
import { Removal } from "@/components/form/Removal";
import { Page } from "@/components/page/Page";
import { PickedList } from "@/components/place/PickedList";
import { Button } from "@/components/ui/Button";
import { Empty } from "@/components/ui/Empty";
import { Field } from "@/components/ui/Field";
import { IconMapPin, IconPlus } from "@/components/ui/Icons";
import { Input } from "@/components/ui/Input";
import { showToast } from "@/lib/toast";
import { useRecordForm } from "@/lib/useRecordForm";
import { PlacesTabs } from "../components/PlacesTabs";

/** Places put together freely, across the tree. */
export function GroupsPage() {
  const { t } = useTranslation();
  const query = useRecords("groups");
  const names = new Map(usePlaceOptions().map(({ value, label }) => [value, label]));
  const [open, setOpen] = useState<{ group: Group | null } | null>(null);
  return (
    <Page
      crumbs={[{ label: t("nav.manage") }]}
      title={t("manage.places")}
      actions={
        <Button look="filled" icon={IconPlus} onClick={() => setOpen({ group: null })}>
          {t("places.group.add")}
        </Button>
      }
    >
      <PlacesTabs current="groups" />
      <RecordsState
        query={query}
        failed={t("places.group.failed")}
        empty={
          <Empty icon={IconMapPin} title={t("places.group.empty")}>
            {t("places.group.emptyText")}
          </Empty>
        }
      >
        {(groups) => (
          <RecordTable
            items={groups}
            name={{ title: t("places.group.name"), of: ({ name }) => name }}
            columns={[
              {
                title: t("places.group.places"),
                cell: ({ places }) => places.map((id) => names.get(id) ?? id).join(", "),
              },
            ]}
            onOpen={(group) => setOpen({ group })}
          />
        )}
      </RecordsState>
      {open && <GroupDialog group={open.group} onClose={() => setOpen(null)} />}
    </Page>
  );
}

function draftOf(group: Group | null): Written<Group> {
  return { name: group?.name ?? "", places: group?.places ?? [] };
}

function GroupDialog({ group, onClose }: { group: Group | null; onClose: () => void }) {
  const { t } = useTranslation();
  const calls = useRecordCalls("groups");
  const places = usePlaceOptions();
  const record = useRecordForm<Group, Written<Group>>({
    base: group,
    toDraft: draftOf,
    save: calls.save,
    reread: ({ id }) => calls.read(id),
    onSaved({ name }) {
      showToast({ text: "toast.groupSaved", name });
      onClose();
    },
  });
  const { draft, change, faultOf, base } = record;
  return (
    <RecordDialog
      title={base?.name ?? t("places.group.add")}
      form={record}
      onClose={onClose}
      beside={base && <Removal kind="groups" record={base} name={base.name} onGone={onClose} />}
    >
      <Field label={t("places.group.name")} error={faultOf("name")}>
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
      <PickedList
        label={t("places.group.places")}
        hint={t("places.group.placesHint")}
        icon={IconMapPin}
        error={faultOf("places")}
        options={places}
        values={draft.places}
        choose={t("team.choosePlaces")}
        unknown={t("team.elsewhere")}
        onChange={(next) => change({ places: next })}
      />
    </RecordDialog>
  );
}
