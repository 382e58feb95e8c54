import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useRecords } from "@/api/records";
import { usePlaces } from "@/api/usePlaces";
import form from "@/components/form/form.module.css";
import { useFormat } from "@/lib/format";
import { leaves, within } from "@/lib/tree";
import type { UserDraft } from "../api/usePeople";
import classes from "./people.module.css";

const SHOWN = 12;

/** What somebody with this role and perimeter sees, before it is saved. */
export function PerimeterPreview({ draft }: { draft: UserDraft }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data } = usePlaces();
  const { data: groups } = useRecords("groups");
  const { data: departments } = useRecords("departments");
  const { role, places, groups: chosen } = draft;
  const found = useMemo(() => {
    const all = data?.items ?? [];
    if (role === "admin") return leaves(all);
    const grouped = (groups ?? []).filter(({ id }) => chosen.includes(id)).flatMap((group) => group.places);
    const inside = new Set(within(all, [...places, ...grouped]).map(({ id }) => id));
    const stores = leaves(all).filter(({ id }) => inside.has(id));
    return stores.toSorted((a, b) => a.name.localeCompare(b.name));
  }, [data, groups, role, places, chosen]);
  const own = (departments ?? []).filter(({ id }) => draft.departments.includes(id)).map(({ name }) => name);
  const closed = (departments ?? []).filter(
    ({ id, restricted }) => restricted && role !== "admin" && !draft.departments.includes(id),
  );
  return (
    <div className={classes.aside}>
      <h2>{t("team.sees.title")}</h2>
      <p className={classes.big}>{t("team.sees.places", { count: found.length })}</p>
      {role === "admin" && <p>{t("team.sees.admin")}</p>}
      {role !== "admin" && draft.departments_only && own.length > 0 && (
        <p>{t("team.sees.only", { names: format.list(own) })}</p>
      )}
      {closed.length > 0 && (
        <p>{t("team.sees.closed", { names: format.list(closed.map(({ name }) => name)) })}</p>
      )}
      {role !== "admin" && (
        <ul className={classes.list}>
          {found.slice(0, SHOWN).map(({ id, name }) => (
            <li key={id}>{name}</li>
          ))}
          {found.length > SHOWN && (
            <li className={form.quiet}>{t("team.andMore", { count: found.length - SHOWN })}</li>
          )}
        </ul>
      )}
      <h2 className={classes.ways}>{t("team.sees.may")}</h2>
      <p>{t(`team.roleHint.${role}`)}</p>
    </div>
  );
}
