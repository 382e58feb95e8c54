import { Link } from "@tanstack/react-router";
import { type ReactNode, useRef } from "react";
import { useTranslation } from "react-i18next";
import { FormNotice } from "@/components/form/FormNotice";
import form from "@/components/form/form.module.css";
import { SaveButton } from "@/components/form/SaveButton";
import { LeaveGuard } from "@/components/page/LeaveGuard";
import { Page } from "@/components/page/Page";
import { Tabs } from "@/components/page/Tabs";
import { type PartName, partNames } from "../parts";
import type { SettingsForm } from "../useSettingsForm";

/** The pages of the settings, side by side; the calendars are one of them. */
export function SettingsTabs({ current }: { current: PartName | "calendars" }) {
  const { t } = useTranslation();
  return (
    <Tabs label={t("settings.parts")}>
      {partNames.map((part) => (
        <Link
          key={part}
          to="/manage/settings/$part"
          params={{ part }}
          aria-current={part === current ? "page" : undefined}
        >
          {t(`settings.part.${part}`)}
        </Link>
      ))}
      <Link to="/manage/settings/calendars" aria-current={current === "calendars" ? "page" : undefined}>
        {t("settings.part.calendars")}
      </Link>
    </Tabs>
  );
}

interface SettingsFrameProps<P extends PartName> {
  part: P;
  form: SettingsForm<P>;
  /** For a table that needs the room. */
  wide?: boolean;
  /** Why it cannot be saved as it is. */
  unready?: string | undefined;
  children: ReactNode;
}

/** A page of the settings: its tabs, its save, and what stood in the way of one. */
export function SettingsFrame<P extends PartName>({
  part,
  form: record,
  wide,
  unready,
  children,
}: SettingsFrameProps<P>) {
  const { t } = useTranslation();
  const leaving = useRef(false);
  return (
    <Page
      crumbs={[{ label: t("nav.manage") }]}
      title={t("manage.settings")}
      actions={
        <SaveButton
          dirty={record.dirty && !unready}
          unready={unready}
          busy={record.busy}
          stale={record.theirs !== null}
          onSave={() => void record.submit()}
        />
      }
    >
      <SettingsTabs current={part} />
      <div className={form.sections} data-wide={wide || undefined}>
        <FormNotice
          problem={record.problem}
          onTheirs={record.theirs ? () => record.reset(record.theirs) : undefined}
        />
        {children}
      </div>
      <LeaveGuard when={record.dirty} leaving={leaving} />
    </Page>
  );
}
