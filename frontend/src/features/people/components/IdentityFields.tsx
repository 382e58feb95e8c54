import { useTranslation } from "react-i18next";
import { type Role, roles, type User } from "@/api/admin";
import form from "@/components/form/form.module.css";
import { RadioCards } from "@/components/form/RadioCards";
import { Field } from "@/components/ui/Field";
import { Input, Select } from "@/components/ui/Input";
import { languages } from "@/lib/i18n";
import { useMay } from "@/lib/rights";
import type { RecordForm } from "@/lib/useRecordForm";
import type { UserDraft } from "../api/usePeople";

interface IdentityFieldsProps {
  record: RecordForm<User, UserDraft>;
  readOnly: boolean;
  /** One does not take the role away from oneself. */
  self: boolean;
}

/** Who it is, the language of their mails, and what their role lets them do. */
export function IdentityFields({ record, readOnly, self }: IdentityFieldsProps) {
  const { t } = useTranslation();
  const every = useMay("people");
  const { draft, change, faultOf, base } = record;
  const given: readonly Role[] = every || base ? roles : ["agent", "viewer"];
  return (
    <>
      <div className={form.pair}>
        <Field label={t("team.name")} error={faultOf("name")}>
          {(control) => (
            <Input
              {...control}
              disabled={readOnly}
              maxLength={80}
              value={draft.name}
              onChange={(event) => change({ name: event.currentTarget.value })}
            />
          )}
        </Field>
        <Field
          label={t("team.email")}
          hint={base ? t("team.emailFixed") : undefined}
          error={faultOf("email")}
        >
          {(control) => (
            <Input
              {...control}
              type="email"
              disabled={readOnly || base !== null}
              maxLength={254}
              value={draft.email}
              onChange={(event) => change({ email: event.currentTarget.value.trim() })}
            />
          )}
        </Field>
        <Field label={t("team.locale")} error={faultOf("locale")}>
          {(control) => (
            <Select
              {...control}
              disabled={readOnly}
              value={draft.locale}
              choices={languages.map((value) => ({ value, label: t(`team.locales.${value}`) }))}
              onChange={(locale) => change({ locale: locale as UserDraft["locale"] })}
            />
          )}
        </Field>
      </div>
      <RadioCards
        label={t("team.role")}
        disabled={readOnly || self}
        error={faultOf("role")}
        value={draft.role}
        choices={given.map((value) => ({
          value,
          label: t(`admin.role.${value}`),
          hint: t(`team.roleHint.${value}`),
        }))}
        onChange={(role) => change({ role })}
      />
      {self && <p className={form.hint}>{t("team.ownRole")}</p>}
    </>
  );
}
