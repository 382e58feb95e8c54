import type { ParseKeys } from "i18next";
import type { Me } from "@/api/types";
import {
  IconBolt,
  IconCopyPlus,
  IconInbox,
  IconListDetails,
  IconLock,
  type IconType,
} from "@/components/ui/Icons";

export interface ManageEntry {
  /** The address of the page; pages below it keep the entry current. */
  to: "/manage/rules" | "/manage/lists" | "/manage/sources" | "/manage/quarantine" | "/manage/imports";
  label: ParseKeys;
  icon: IconType;
  /** Who may see the page: one of these rights is enough. */
  rights: readonly Me["rights"][number][];
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
  { to: "/manage/sources", label: "manage.sources", icon: IconInbox, rights: ["rules"] },
  { to: "/manage/quarantine", label: "manage.quarantine", icon: IconLock, rights: ["rules"] },
  { to: "/manage/imports", label: "manage.imports", icon: IconCopyPlus, rights: ["rules"] },
];
