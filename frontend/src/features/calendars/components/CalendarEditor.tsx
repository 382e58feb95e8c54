import { useNavigate } from "@tanstack/react-router";
import { useCallback, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Calendar } from "@/api/admin";
import { useRecordCalls } from "@/api/records";
import { FormNotice } from "@/components/form/FormNotice";
import { FormSection } from "@/components/form/FormSection";
import form from "@/components/form/form.module.css";
import { Removal } from "@/components/form/Removal";
import { SaveButton } from "@/components/form/SaveButton";
import { LeaveGuard } from "@/components/page/LeaveGuard";
import { Page } from "@/components/page/Page";
import { Field } from "@/components/ui/Field";
import { Input, Select } from "@/components/ui/Input";
import { showToast } from "@/lib/toast";
import { useRecordForm } from "@/lib/useRecordForm";
import { useZone } from "@/lib/zone";
import { countryChoices } from "../countries";
import { type CalendarDraft, copiedToOpen, draftOf, isWell } from "../week";
import { CalendarPreview } from "./CalendarPreview";
import { OwnDays } from "./OwnDays";
import { WeekFields } from "./WeekFields";

const BACK = "/manage/settings/calendars";

/** Writes a calendar: the week, the holidays of a country, days of the house; beside it, the next 60 days. */
export function CalendarEditor({ calendar }: { calendar: Calendar | null }) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const zone = useZone();
  const calls = useRecordCalls("calendars");
  const leaving = useRef(false);
  const leave = () => {
    leaving.current = true;
    void navigate({ to: BACK });
  };
  const record = useRecordForm<Calendar, CalendarDraft>({
    base: calendar,
    toDraft: useCallback((base: Calendar | null) => draftOf(base, zone), [zone]),
    save: calls.save,
    reread: ({ id }) => calls.read(id),
    onSaved(saved) {
      showToast({ text: "toast.calendarSaved", name: saved.name });
      if (!calendar) leave();
    },
  });
  const { base, draft, change, faultOf } = record;
  const unnamed = draft.name.trim() === "";
  const well = isWell(draft) && !unnamed;
  return (
    <Page
      crumbs={[{ label: t("nav.manage") }, { label: t("calendars.title"), to: BACK }]}
      title={draft.name.trim() || t("calendars.new")}
      bar
      actions={
        <SaveButton
          dirty={record.dirty && well}
          busy={record.busy}
          stale={record.theirs !== null}
          unready={record.dirty && !well ? t(unnamed ? "calendars.nameFirst" : "calendars.mend") : undefined}
          onSave={() => void record.submit()}
        />
      }
      asideLabel={t("calendars.preview.title")}
      aside={<CalendarPreview calendar={base} dirty={record.dirty} />}
    >
      <div className={form.sections}>
        <FormNotice
          problem={record.problem}
          onTheirs={record.theirs ? () => record.reset(record.theirs) : undefined}
        />
        <div className={form.pair}>
          <Field label={t("calendars.name")} error={faultOf("name")}>
            {(control) => (
              <Input
                {...control}
                maxLength={80}
                value={draft.name}
                onChange={(event) => change({ name: event.currentTarget.value })}
              />
            )}
          </Field>
          <Field label={t("calendars.zone")} error={faultOf("zone")}>
            {(control) => (
              <Select
                {...control}
                value={draft.zone}
                choices={[...new Set([draft.zone, ...Intl.supportedValuesOf("timeZone")])].map((value) => ({
                  value,
                  label: value.replaceAll("_", " "),
                }))}
                onChange={(next) => change({ zone: next })}
              />
            )}
          </Field>
        </div>
        <FormSection title={t("calendars.week")} lead={t("calendars.weekLead")}>
          <WeekFields
            week={draft.week}
            onChange={(week) => change({ week })}
            onCopy={(day) => change({ week: copiedToOpen(draft.week, day) })}
          />
          {faultOf("week") && <p className={form.fault}>{faultOf("week")}</p>}
        </FormSection>
        <FormSection title={t("calendars.holidays")} lead={t("calendars.holidaysLead")}>
          <div className={form.pair}>
            <Field label={t("calendars.country")} error={faultOf("country")}>
              {(control) => (
                <Select
                  {...control}
                  value={draft.country ?? ""}
                  choices={[
                    { value: "", label: t("calendars.noCountry") },
                    ...countryChoices(i18n.language, draft.country),
                  ]}
                  onChange={(country) => change({ country: country || null, subdivision: null })}
                />
              )}
            </Field>
            {draft.country && (
              <Field
                label={t("calendars.subdivision")}
                hint={t("calendars.subdivisionHint")}
                error={faultOf("subdivision")}
              >
                {(control) => (
                  <Input
                    {...control}
                    maxLength={12}
                    value={draft.subdivision ?? ""}
                    onChange={(event) => change({ subdivision: event.currentTarget.value.trim() || null })}
                  />
                )}
              </Field>
            )}
          </div>
        </FormSection>
        <OwnDays
          closed={draft.closed}
          special={draft.special}
          fault={faultOf("closed") ?? faultOf("special")}
          onChange={change}
        />
        {base && (
          <p className={form.chips}>
            <Removal kind="calendars" record={base} name={base.name} onGone={leave} />
          </p>
        )}
      </div>
      <LeaveGuard when={record.dirty} leaving={leaving} />
    </Page>
  );
}
