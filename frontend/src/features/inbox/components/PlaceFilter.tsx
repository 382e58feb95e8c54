import { Combobox, useCombobox } from "@mantine/core";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Filters } from "@/api/filters";
import { useRecords } from "@/api/records";
import type { PlaceItem } from "@/api/types";
import { usePlaces } from "@/api/usePlaces";
import { IconCheck, IconChevronDown, IconMapPin } from "@/components/ui/Icons";
import { plain } from "@/lib/plain";
import classes from "./PlaceFilter.module.css";

interface PlaceFilterProps {
  value: Pick<Filters, "place" | "group">;
  onChange: (value: Pick<Filters, "place" | "group">) => void;
  /** A small button with an icon only, on the phone. */
  compact?: boolean;
}

interface Entry {
  place: PlaceItem;
  depth: number;
}

const ALL = "";
/** In front of the id of a group: places have none. */
const GROUP = "group:";

/** Places in tree order: each under its parent, by name. A place whose parent is not visible is a root. */
export function treeOrder(places: readonly PlaceItem[]): Entry[] {
  const ids = new Set(places.map(({ id }) => id));
  const children = new Map<string | null, PlaceItem[]>();
  for (const place of places) {
    const parent = place.parent !== null && ids.has(place.parent) ? place.parent : null;
    children.set(parent, [...(children.get(parent) ?? []), place]);
  }
  const walk = (parent: string | null, depth: number): Entry[] =>
    (children.get(parent) ?? [])
      .sort((a, b) => a.name.localeCompare(b.name))
      .flatMap((place) => [{ place, depth }, ...walk(place.id, depth + 1)]);
  return walk(null, 0);
}

/** Narrows the lists to one place, region or group of the person's perimeter. */
export function PlaceFilter({ value, onChange, compact = false }: PlaceFilterProps) {
  const { t } = useTranslation();
  const { data } = usePlaces();
  // Groups are asked for when they are looked at, or to name the one in the address.
  const [opened, setOpened] = useState(false);
  const groups = useRecords("groups", { enabled: opened || value.group !== undefined }).data ?? [];
  const [search, setSearch] = useState("");
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      setSearch("");
    },
    onDropdownOpen: () => {
      setOpened(true);
      combobox.focusSearchInput();
    },
  });
  const entries = useMemo(() => treeOrder(data?.items ?? []), [data]);
  const name = value.group
    ? (groups.find(({ id }) => id === value.group)?.name ?? "…")
    : entries.find(({ place }) => place.id === value.place)?.place.name;
  const matches = (text: string) => plain(text).includes(plain(search));
  const found = search ? entries.filter(({ place }) => matches(place.name)) : entries;
  const foundGroups = groups.filter((group) => !search || matches(group.name));
  const everything = value.place === undefined && value.group === undefined;

  return (
    <Combobox
      store={combobox}
      position={compact ? "bottom-end" : "bottom-start"}
      width={280}
      shadow="sm"
      radius="lg"
      onOptionSubmit={(next) => {
        if (next === ALL) onChange({});
        else if (next.startsWith(GROUP)) onChange({ group: next.slice(GROUP.length) });
        else onChange({ place: next });
        combobox.closeDropdown();
      }}
    >
      <Combobox.Target targetType="button">
        <button
          type="button"
          className={compact ? classes.icon : classes.chip}
          data-active={!everything || undefined}
          aria-label={`${t("place.label")}, ${name ?? t("place.all")}`}
          onClick={() => combobox.toggleDropdown()}
        >
          {compact ? (
            <IconMapPin size={20} stroke={1.75} aria-hidden />
          ) : (
            <>
              <span>{name ?? t("place.all")}</span>
              <IconChevronDown size={14} stroke={1.75} aria-hidden />
            </>
          )}
        </button>
      </Combobox.Target>
      <Combobox.Dropdown className={classes.dropdown}>
        <Combobox.Search
          role="combobox"
          aria-expanded={combobox.dropdownOpened}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          placeholder={t("place.search")}
          aria-label={t("place.search")}
          classNames={{ input: classes.search }}
        />
        <Combobox.Options className={classes.options} aria-label={t("place.label")}>
          {!search && (
            <Combobox.Option value={ALL} className={classes.option} active={everything}>
              <span>{t("place.all")}</span>
              {everything && <IconCheck size={15} aria-hidden />}
            </Combobox.Option>
          )}
          {found.map(({ place, depth }) => (
            <Combobox.Option
              key={place.id}
              value={place.id}
              className={classes.option}
              active={place.id === value.place}
              style={{ paddingLeft: 10 + (search ? 0 : depth * 14) }}
            >
              <span>{place.name}</span>
              {place.id === value.place && <IconCheck size={15} aria-hidden />}
            </Combobox.Option>
          ))}
          {foundGroups.length > 0 && (
            <Combobox.Group label={t("filter.group")} classNames={{ groupLabel: classes.block }}>
              {foundGroups.map(({ id, name: label }) => (
                <Combobox.Option
                  key={id}
                  value={GROUP + id}
                  className={classes.option}
                  active={id === value.group}
                >
                  <span>{label}</span>
                  {id === value.group && <IconCheck size={15} aria-hidden />}
                </Combobox.Option>
              ))}
            </Combobox.Group>
          )}
          {found.length + foundGroups.length === 0 && search && (
            <Combobox.Empty className={classes.none}>{t("place.none")}</Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
