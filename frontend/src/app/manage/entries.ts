import type { ParseKeys } from "i18next";
import {
  IconBolt,
  IconCircleCheck,
  IconCopyPlus,
  IconHistory,
  IconInbox,
  IconListDetails,
  IconLock,
  IconMapPin,
  IconMessageCheck,
  IconSettings,
  type IconType,
  IconUsers,
} from "@/components/ui/Icons";
import type { Right } from "@/lib/rights";

export interface ManageEntry {
  /** The address of the page; pages below it keep the entry current. */
  to:
    | "/manage/rules"
    | "/manage/lists"
    | "/manage/plans"
    | "/manage/sources"
    | "/manage/quarantine"
    | "/manage/imports"
    | "/manage/people"
    | "/manage/places"
    | "/manage/reasons"
    | "/manage/settings"
    | "/manage/audit";
  label: ParseKeys;
  icon: IconType;
  /** Pages beside it under the same entry: they stand at the same level. */
  beside?: RegExp;
  /** Who may see the page: one of these rights is enough. */
  rights: readonly Right[];
}

/** The pages of "Gérer", in the order of the navigation. A new page is a line here and a route in `routes.ts`. */
export const manageEntries: readonly ManageEntry[] = [
  { to: "/manage/rules", label: "manage.rules", icon: IconBolt, rights: ["rules", "rules_read"] },
  {
    to: "/manage/lists",
    label: "manage.lists",
    icon: IconListDetails,
    rights: ["rules", "rules_read"],
  },
  { to: "/manage/plans", label: "manage.plans", icon: IconCircleCheck, rights: ["settings"] },
  { to: "/manage/sources", label: "manage.sources", icon: IconInbox, rights: ["rules"] },
  { to: "/manage/quarantine", label: "manage.quarantine", icon: IconLock, rights: ["rules"] },
  { to: "/manage/imports", label: "manage.imports", icon: IconCopyPlus, rights: ["rules"] },
  { to: "/manage/people", label: "manage.people", icon: IconUsers, rights: ["people", "invite"] },
  {
    to: "/manage/places",
    label: "manage.places",
    icon: IconMapPin,
    rights: ["people"],
    beside: /^\/manage\/places\/(groups|files)$/,
  },
  {
    to: "/manage/reasons",
    label: "manage.reasons",
    icon: IconMessageCheck,
    rights: ["settings"],
    beside: /^\/manage\/reasons\/\w+$/,
  },
  {
    to: "/manage/settings",
    label: "manage.settings",
    icon: IconSettings,
    rights: ["settings"],
    beside: /^\/manage\/settings\/\w+$/,
  },
  { to: "/manage/audit", label: "manage.audit", icon: IconHistory, rights: ["audit"] },
];
