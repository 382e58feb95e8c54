import { Combobox, useCombobox } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconCheck, IconChevronDown, type IconType } from "./Icons";
import classes from "./Picker.module.css";

export interface PickerOption {
  value: string;
  label: string;
  /** Beside the name: a count, a kind. */
  hint?: string;
  /** How deep it stands in a tree. */
  depth?: number;
  /** Options of one block stand together under its name. */
  block?: string;
}

interface PickerProps {
  id?: string;
  label: string;
  options: readonly PickerOption[];
  values: readonly string[];
  onChange: (values: string[]) => void;
  /** What the closed button says. */
  children: ReactNode;
  icon?: IconType;
  invalid?: boolean | undefined;
  describedBy?: string | undefined;
  /** A link-like button instead of a box. */
  look?: "box" | "link";
  disabled?: boolean;
}

function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();
}

/** Several of a long list, which may be a tree: a search, and ticks. Stays open while one ticks. */
export function Picker(props: PickerProps) {
  const { id, label, options, values, onChange, children, icon: Icon, look = "box", disabled } = props;
  const { t } = useTranslation();
  const [search, setSearch] = useState("");
  const combobox = useCombobox({
    onDropdownOpen: () => requestAnimationFrame(() => combobox.focusSearchInput()),
    onDropdownClose: () => {
      setSearch("");
      combobox.resetSelectedOption();
    },
  });
  const found = options.filter((option) => plain(option.label).includes(plain(search.trim())));
  const blocks = [...new Set(found.map(({ block }) => block))];
  const toggle = (value: string) =>
    onChange(values.includes(value) ? values.filter((other) => other !== value) : [...values, value]);
  const line = (option: PickerOption) => {
    const chosen = values.includes(option.value);
    return (
      <Combobox.Option
        key={option.value}
        value={option.value}
        active={chosen}
        className={classes.option}
        style={{ paddingLeft: 10 + (search ? 0 : (option.depth ?? 0) * 14) }}
      >
        <span className={classes.tick} data-on={chosen || undefined}>
          {chosen && <IconCheck size={12} stroke={2.5} aria-hidden />}
        </span>
        <span className={classes.name}>{option.label}</span>
        {option.hint && <span className={classes.hint}>{option.hint}</span>}
      </Combobox.Option>
    );
  };
  return (
    <Combobox
      store={combobox}
      position="bottom-start"
      width={300}
      shadow="sm"
      radius="lg"
      offset={4}
      onOptionSubmit={toggle}
    >
      <Combobox.Target withAriaAttributes={false}>
        <button
          type="button"
          id={id}
          className={classes[look]}
          disabled={disabled}
          aria-haspopup="listbox"
          aria-expanded={combobox.dropdownOpened}
          aria-label={look === "box" && typeof children === "string" ? `${label}, ${children}` : undefined}
          aria-describedby={props.describedBy}
          data-invalid={props.invalid || undefined}
          onClick={() => combobox.toggleDropdown()}
        >
          {Icon && <Icon size={15} stroke={1.75} aria-hidden />}
          <span className={classes.shown}>{children}</span>
          {look === "box" && <IconChevronDown size={16} stroke={1.75} aria-hidden />}
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
        <Combobox.Options className={classes.options} aria-label={label} aria-multiselectable>
          {blocks.map((block) => {
            const own = found.filter((option) => option.block === block).map(line);
            return block ? (
              <Combobox.Group key={block} label={block} classNames={{ groupLabel: classes.block }}>
                {own}
              </Combobox.Group>
            ) : (
              own
            );
          })}
          {found.length === 0 && <Combobox.Empty className={classes.none}>{t("manage.none")}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
