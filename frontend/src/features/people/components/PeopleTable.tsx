import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { User } from "@/api/admin";
import form from "@/components/form/form.module.css";
import { Avatar } from "@/components/ui/Avatar";
import table from "@/components/ui/Table.module.css";
import { Tag } from "@/components/ui/Tag";
import { useNow } from "@/lib/clock";
import { useFormat } from "@/lib/format";
import { useZone } from "@/lib/zone";
import { asDays, stageOf } from "../absence";
import classes from "./people.module.css";

interface PeopleTableProps {
  people: readonly User[];
  /** The names of places and groups, by id. */
  names: ReadonlyMap<string, string>;
}

/** The people of the account: role, part of the tree, access, absence. */
export function PeopleTable({ people, names }: PeopleTableProps) {
  const { t } = useTranslation();
  return (
    <table className={table.table}>
      <thead>
        <tr>
          <th scope="col">{t("team.name")}</th>
          <th scope="col" className={form.wide}>
            {t("team.role")}
          </th>
          <th scope="col" className={form.wide}>
            {t("team.perimeter")}
          </th>
          <th scope="col">{t("team.state")}</th>
        </tr>
      </thead>
      <tbody>
        {people.map((user) => (
          <tr key={user.id} data-off={user.disabled || undefined} className={classes.row}>
            <td>
              <span className={classes.person}>
                <Avatar name={user.name} size={30} />
                <span>
                  <Link to="/manage/people/$userId" params={{ userId: user.id }} className={form.name}>
                    {user.name}
                  </Link>
                  <span className={form.sub}>{user.email}</span>
                  <span className={`${form.sub} ${classes.narrow}`}>{t(`admin.role.${user.role}`)}</span>
                </span>
              </span>
            </td>
            <td className={form.wide}>{t(`admin.role.${user.role}`)}</td>
            <td className={form.wide}>
              <PerimeterWords user={user} names={names} />
            </td>
            <td>
              <StateTags user={user} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const SHOWN = 2;

function PerimeterWords({ user, names }: { user: User; names: ReadonlyMap<string, string> }) {
  const { t } = useTranslation();
  if (user.role === "admin") return <>{t("team.everything")}</>;
  const all = [...user.places, ...user.groups].map((id) => names.get(id) ?? t("team.elsewhere"));
  if (all.length === 0) return <Tag tone="soon">{t("team.nothing")}</Tag>;
  const more = all.length - SHOWN;
  return (
    <span title={all.join(", ")}>
      {all.slice(0, SHOWN).join(", ")}
      {more > 0 && <span className={form.quiet}> {t("team.andMore", { count: more })}</span>}
    </span>
  );
}

/** What a list should tell of somebody at once; nothing where all is usual. */
export function StateTags({ user }: { user: User }) {
  const { t } = useTranslation();
  const format = useFormat();
  const zone = useZone();
  const now = useNow();
  const stage = stageOf(user.absence, now);
  const tone = { invited: "accent", active: "plain", disabled: "neutral" } as const;
  return (
    <span className={form.chips}>
      <Tag tone={tone[user.status]}>{t(`team.status.${user.status}`)}</Tag>
      {stage !== "none" && (
        <Tag tone="soon">
          {t(`team.absence.${stage}`, {
            day: format.date(
              stage === "now" ? asDays(user.absence, zone).to : asDays(user.absence, zone).from,
              now,
            ),
          })}
        </Tag>
      )}
    </span>
  );
}
