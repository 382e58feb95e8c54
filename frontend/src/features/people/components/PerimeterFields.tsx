import { useTranslation } from "react-i18next";
import type { User } from "@/api/admin";
import { useRecords } from "@/api/records";
import { usePlaceOptions } from "@/api/useScopeOptions";
import form from "@/components/form/form.module.css";
import { PickedList } from "@/components/place/PickedList";
import { IconMapPin, IconUsers } from "@/components/ui/Icons";
import { Switch } from "@/components/ui/Switch";
import type { RecordForm } from "@/lib/useRecordForm";
import type { UserDraft } from "../api/usePeople";

interface PerimeterFieldsProps {
  record: RecordForm<User, UserDraft>;
  readOnly: boolean;
}

/** The part of the tree somebody sees and is told about, and the departments they belong to. */
export function PerimeterFields({ record, readOnly }: PerimeterFieldsProps) {
  const { t } = useTranslation();
  const places = usePlaceOptions();
  const { data: groups = [] } = useRecords("groups");
  const { data: departments = [] } = useRecords("departments");
  const { draft, change, faultOf } = record;
  const options = (items: readonly { id: string; name: string }[]) =>
    items.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      <PickedList
        label={t("team.places")}
        hint={draft.role === "admin" ? t("team.adminPlaces") : t("team.placesHint")}
        icon={IconMapPin}
        error={faultOf("places")}
        disabled={readOnly}
        options={places}
        values={draft.places}
        choose={t("team.choosePlaces")}
        unknown={t("team.elsewhere")}
        onChange={(next) => change({ places: next })}
      />
      {(groups.length > 0 || draft.groups.length > 0) && (
        <PickedList
          label={t("team.groups")}
          icon={IconUsers}
          error={faultOf("groups")}
          disabled={readOnly}
          options={options(groups)}
          values={draft.groups}
          choose={t("team.chooseGroups")}
          unknown={t("team.elsewhere")}
          onChange={(next) => change({ groups: next })}
        />
      )}
      {(departments.length > 0 || draft.departments.length > 0) && (
        <>
          <PickedList
            label={t("team.departments")}
            hint={t("team.departmentsHint")}
            error={faultOf("departments")}
            disabled={readOnly}
            options={options(departments)}
            values={draft.departments}
            choose={t("team.chooseDepartments")}
            unknown={t("team.elsewhere")}
            onChange={(next) =>
              change({ departments: next, ...(next.length === 0 && { departments_only: false }) })
            }
          />
          {draft.departments.length > 0 && (
            <div>
              <Switch
                checked={draft.departments_only}
                disabled={readOnly}
                onChange={(departments_only) => change({ departments_only })}
              >
                {t("team.departmentsOnly")}
              </Switch>
              <p className={form.hint}>{t("team.departmentsOnlyHint")}</p>
            </div>
          )}
        </>
      )}
    </>
  );
}
