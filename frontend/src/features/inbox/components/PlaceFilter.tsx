import { Combobox, useCombobox } from "@mantine/core";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PlaceItem } from "@/api/types";
import { usePlaces } from "@/api/usePlaces";
import { IconCheck, IconChevronDown, IconMapPin } from "@/components/ui/Icons";
import classes from "./PlaceFilter.module.css";

interface PlaceFilterProps {
  value: string | undefined;
  onChange: (place: string | undefined) => void;
  /** A small button with an icon only, on the phone. */
  compact?: boolean;
}

interface Entry {
  place: PlaceItem;
  depth: number;
}

const ALL = "";

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

function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();
}

/** Narrows the lists to one place or region of the person's perimeter. */
export function PlaceFilter({ value, onChange, compact = false }: PlaceFilterProps) {
  const { t } = useTranslation();
  const { data } = usePlaces();
  const [search, setSearch] = useState("");
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      setSearch("");
    },
    onDropdownOpen: () => combobox.focusSearchInput(),
  });
  const entries = useMemo(() => treeOrder(data?.items ?? []), [data]);
  const name = entries.find(({ place }) => place.id === value)?.place.name;
  const found = search ? entries.filter(({ place }) => plain(place.name).includes(plain(search))) : entries;

  return (
    <Combobox
      store={combobox}
      position={compact ? "bottom-end" : "bottom-start"}
      width={280}
      shadow="sm"
      radius="lg"
      onOptionSubmit={(next) => {
        onChange(next === ALL ? undefined : next);
        combobox.closeDropdown();
      }}
    >
      <Combobox.Target targetType="button">
        <button
          type="button"
          className={compact ? classes.icon : classes.chip}
          data-active={value !== undefined || undefined}
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
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          placeholder={t("place.search")}
          aria-label={t("place.search")}
          classNames={{ input: classes.search }}
        />
        <Combobox.Options className={classes.options} aria-label={t("place.label")}>
          {!search && (
            <Combobox.Option value={ALL} className={classes.option} active={value === undefined}>
              <span>{t("place.all")}</span>
              {value === undefined && <IconCheck size={15} aria-hidden />}
            </Combobox.Option>
          )}
          {found.map(({ place, depth }) => (
            <Combobox.Option
              key={place.id}
              value={place.id}
              className={classes.option}
              active={place.id === value}
              style={{ paddingLeft: 10 + (search ? 0 : depth * 14) }}
            >
              <span>{place.name}</span>
              {place.id === value && <IconCheck size={15} aria-hidden />}
            </Combobox.Option>
          ))}
          {found.length === 0 && search && (
            <Combobox.Empty className={classes.none}>{t("place.none")}</Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
