import { useTranslation } from "react-i18next";
import { chipNames, type FilterName, type Filters } from "@/api/filters";
import type { AlertRow } from "@/api/types";
import { Tag } from "@/components/ui/Tag";
import { useFilterWords } from "../useFilterNames";
import classes from "./Filters.module.css";

interface FilterChipsProps {
  filters: Filters;
  rows: readonly AlertRow[];
  onChange: (filters: Filters) => void;
}

/** The active filters, each with a way out. */
export function FilterChips({ filters, rows, onChange }: FilterChipsProps) {
  const { t } = useTranslation();
  const words = useFilterWords(filters, rows);
  const names = chipNames(filters);
  if (names.length === 0) return null;
  const without = (...gone: FilterName[]) =>
    onChange({ ...filters, ...Object.fromEntries(gone.map((name) => [name, undefined])) });
  return (
    <ul className={classes.chips} aria-label={t("filter.active")}>
      {names.map((name) => (
        <li key={name}>
          <Tag
            tone="accent"
            onRemove={() => without(name)}
            removeLabel={t("filter.remove", { name: words(name) })}
          >
            {words(name)}
          </Tag>
        </li>
      ))}
      {names.length > 1 && (
        <li>
          <button type="button" className={classes.clear} onClick={() => without(...names)}>
            {t("filter.clear")}
          </button>
        </li>
      )}
    </ul>
  );
}
