import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useApi } from "@/api/context";
import { call } from "@/api/rest";
import type { AlertRow, Person } from "@/api/types";
import { Avatar } from "@/components/ui/Avatar";
import { IconCheck } from "@/components/ui/Icons";
import { Input } from "@/components/ui/Input";
import { Segmented } from "@/components/ui/Segmented";
import { useMe } from "@/lib/me";
import { plain } from "@/lib/plain";
import { useSettled } from "@/lib/useSettled";
import { ownersOf } from "../useFilterNames";
import classes from "./Filters.module.css";

interface OwnerFieldProps {
  value: string | undefined;
  rows: readonly AlertRow[];
  onChange: (owner: string | undefined) => void;
}

const ANY = "any";
const MOST = 6;

/** Whose cases: anybody's, mine, nobody's, or one person's found by typing. */
export function OwnerField({ value, rows, onChange }: OwnerFieldProps) {
  const { t } = useTranslation();
  const me = useMe();
  const id = useId();
  const [text, setText] = useState("");
  const people = useColleagues(rows[0]?.id, text);
  const known = ownersOf(rows).filter(({ name }) => plain(name).includes(plain(text.trim())));
  const found = [...new Map([...known, ...people].map((one) => [one.id, one])).values()]
    .filter((one) => one.id !== me.id)
    .slice(0, MOST);
  const named = value !== undefined && value !== "me" && value !== "none";
  return (
    <div>
      <p className={classes.label} aria-hidden="true">
        {t("filter.owner")}
      </p>
      <Segmented
        label={t("filter.owner")}
        value={named ? "" : (value ?? ANY)}
        choices={[
          { value: ANY, label: t("filter.anyone") },
          { value: "me", label: t("filter.me") },
          { value: "none", label: t("filter.none") },
        ]}
        onChange={(next) => onChange(next === ANY ? undefined : next)}
      />
      <div className={classes.people}>
        <label htmlFor={id} className="visually-hidden">
          {t("filter.person")}
        </label>
        <Input
          id={id}
          value={text}
          placeholder={t("filter.person")}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {(text.trim() !== "" || named) && (
          <ul>
            {found.map((person) => (
              <li key={person.id}>
                <button
                  type="button"
                  aria-pressed={person.id === value}
                  onClick={() => onChange(person.id === value ? undefined : person.id)}
                >
                  <Avatar name={person.name} />
                  <span>{person.name}</span>
                  {person.id === value && <IconCheck size={15} aria-hidden />}
                </button>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

/** Colleagues by name, as those who work on the cases at hand find them. */
function useColleagues(alertId: string | undefined, text: string): Person[] {
  const api = useApi();
  const asked = useSettled(text.trim());
  const { data } = useQuery({
    queryKey: ["colleagues", alertId, asked],
    queryFn: ({ signal }) =>
      call<{ items: Person[] }>(api, "get", `/v1/alerts/${alertId}/colleagues`, {
        query: { q: asked || undefined },
        signal,
      }),
    enabled: alertId !== undefined && asked !== "",
    staleTime: 60_000,
  });
  return asked ? (data?.items ?? []).map(({ id, name }) => ({ id, name })) : [];
}
