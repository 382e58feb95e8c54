import { Combobox, useCombobox } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useUser, useUsers } from "@/api/useUsers";
import { IconCheck, IconChevronDown } from "@/components/ui/Icons";
import classes from "@/components/ui/Picker.module.css";
import { useSettled } from "@/lib/useSettled";

interface PersonPickerProps {
  id?: string;
  "aria-invalid"?: true | undefined;
  "aria-describedby"?: string | undefined;
  label: string;
  value: string | null;
  /** What having nobody means here. */
  none: string;
  /** Who cannot be chosen: the person it is about. */
  except?: string | undefined;
  disabled?: boolean;
  /** Everybody, also those who only read or are no longer let in; without it, who can work on cases. */
  everybody?: boolean;
  onChange: (id: string | null) => void;
}

const NOBODY = "";

/** One colleague, found by typing; or nobody. */
export function PersonPicker({
  label,
  value,
  none,
  except,
  disabled,
  everybody = false,
  onChange,
  ...control
}: PersonPickerProps) {
  const { t } = useTranslation();
  const [search, setSearch] = useState("");
  const combobox = useCombobox({
    onDropdownOpen: () => requestAnimationFrame(() => combobox.focusSearchInput()),
    onDropdownClose: () => {
      setSearch("");
      combobox.resetSelectedOption();
    },
  });
  const asked = useSettled(search.trim());
  const found = useUsers(asked, { enabled: combobox.dropdownOpened });
  const chosen = useUser(value);
  const people = (found.data ?? []).filter(
    ({ id, disabled: gone, role }) => id !== except && (everybody || (!gone && role !== "viewer")),
  );
  const name = value === null ? none : (chosen.data?.name ?? (chosen.error ? t("admin.someone") : "…"));
  const option = (id: string, text: string, hint?: string) => (
    <Combobox.Option key={id} value={id} active={id === (value ?? NOBODY)} className={classes.option}>
      <span className={classes.name}>{text}</span>
      {hint && <span className={classes.hint}>{hint}</span>}
      {id === (value ?? NOBODY) && <IconCheck size={15} stroke={2} aria-hidden />}
    </Combobox.Option>
  );
  return (
    <Combobox
      store={combobox}
      position="bottom-start"
      width={300}
      shadow="sm"
      radius="lg"
      offset={4}
      onOptionSubmit={(id) => {
        onChange(id === NOBODY ? null : id);
        combobox.closeDropdown();
      }}
    >
      <Combobox.Target withAriaAttributes={false}>
        <button
          type="button"
          id={control.id}
          className={classes.box}
          disabled={disabled}
          aria-haspopup="listbox"
          aria-expanded={combobox.dropdownOpened}
          aria-label={`${label}, ${name}`}
          aria-describedby={control["aria-describedby"]}
          data-invalid={control["aria-invalid"]}
          onClick={() => combobox.toggleDropdown()}
        >
          <span className={classes.shown}>{name}</span>
          <IconChevronDown size={16} stroke={1.75} aria-hidden />
        </button>
      </Combobox.Target>
      <Combobox.Dropdown className={classes.dropdown}>
        <Combobox.Search
          role="combobox"
          aria-expanded={combobox.dropdownOpened}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          placeholder={t("manage.search")}
          aria-label={t("manage.searchIn", { name: label })}
          classNames={{ input: classes.search }}
        />
        <Combobox.Options className={classes.options} aria-label={label}>
          {!search && option(NOBODY, none)}
          {people.map((person) => option(person.id, person.name, t(`admin.role.${person.role}`)))}
          {search && !found.isFetching && people.length === 0 && (
            <Combobox.Empty className={classes.none}>{t("manage.none")}</Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
