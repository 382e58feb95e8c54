import { useNavigate } from "@tanstack/react-router";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import type { User } from "@/api/admin";
import { FormNotice } from "@/components/form/FormNotice";
import { FormSection } from "@/components/form/FormSection";
import form from "@/components/form/form.module.css";
import { SaveButton } from "@/components/form/SaveButton";
import { LeaveGuard } from "@/components/page/LeaveGuard";
import { Page } from "@/components/page/Page";
import { useMe } from "@/lib/me";
import { may } from "@/lib/rights";
import { showToast } from "@/lib/toast";
import { useRecordForm } from "@/lib/useRecordForm";
import { type UserDraft, useUserCalls } from "../api/usePeople";
import { AbsenceSection } from "./AbsenceSection";
import { AccessSection } from "./AccessSection";
import { IdentityFields } from "./IdentityFields";
import { StateTags } from "./PeopleTable";
import { PerimeterFields } from "./PerimeterFields";
import { PerimeterPreview } from "./PerimeterPreview";
import { SeesCase } from "./SeesCase";

/** What is written of a person; a new one starts as an agent without a place. */
function draftOf(user: User | null): UserDraft {
  if (!user) {
    return {
      email: "",
      name: "",
      role: "agent",
      locale: "fr",
      places: [],
      groups: [],
      departments: [],
      departments_only: false,
    };
  }
  const { email, name, role, locale, places, groups, departments, departments_only } = user;
  return { email, name, role, locale, places, groups, departments, departments_only };
}

/** Invites a person, or changes one: role, part of the tree, absence, access. */
export function PersonEditor({ user }: { user: User | null }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const me = useMe();
  const calls = useUserCalls();
  const leaving = useRef(false);
  const writes = may(me, "people") || (user === null && may(me, "invite"));
  const self = user?.id === me.id;
  const record = useRecordForm<User, UserDraft>({
    base: user,
    toDraft: draftOf,
    save: calls.save,
    reread: ({ id }) => calls.read(id),
    onSaved(saved) {
      showToast({ text: user ? "toast.userSaved" : "toast.userInvited", name: saved.name });
      if (user) return;
      leaving.current = true;
      void navigate({ to: "/manage/people" });
    },
  });
  const { base, draft } = record;
  return (
    <Page
      crumbs={[{ label: t("nav.manage") }, { label: t("manage.people"), to: "/manage/people" }]}
      title={base?.name ?? t("team.inviteTitle")}
      badge={base && <StateTags user={base} />}
      bar
      actions={
        writes && (
          <SaveButton
            dirty={record.dirty}
            busy={record.busy}
            stale={record.theirs !== null}
            label={base ? undefined : t("team.send")}
            onSave={() => void record.submit()}
          />
        )
      }
      asideLabel={t("team.sees.title")}
      aside={
        <>
          <PerimeterPreview draft={draft} />
          {base && may(me, "people") && <SeesCase user={base} />}
        </>
      }
    >
      <div className={form.sections}>
        <FormNotice
          problem={record.problem}
          onTheirs={record.theirs ? () => record.reset(record.theirs) : undefined}
        />
        <FormSection title={t("team.identity")} lead={base ? undefined : t("team.inviteLead")}>
          <IdentityFields record={record} readOnly={!writes} self={self} />
        </FormSection>
        <FormSection title={t("team.perimeter")} lead={t("team.perimeterLead")}>
          <PerimeterFields record={record} readOnly={!writes} />
        </FormSection>
        {base && (
          <AbsenceSection user={base} readOnly={!(self || may(me, "people"))} onSaved={record.rebase} />
        )}
        {base && may(me, "people") && <AccessSection user={base} self={self} onSaved={record.rebase} />}
      </div>
      <LeaveGuard when={record.dirty && writes} leaving={leaving} />
    </Page>
  );
}
