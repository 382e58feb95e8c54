import { useTranslation } from "react-i18next";
import type { Filters } from "@/api/filters";
import type { Counts } from "@/api/types";
import { IconHourglassLow } from "@/components/ui/Icons";
import { Segmented } from "@/components/ui/Segmented";
import { FilterButton } from "@/features/inbox/components/FilterButton";
import filterClasses from "@/features/inbox/components/Filters.module.css";
import { PlaceFilter } from "@/features/inbox/components/PlaceFilter";
import { SearchBox } from "@/features/inbox/components/SearchBox";
import { SectionChips } from "../shell/SectionChips";
import { ListActions } from "./ListActions";
import classes from "./ListPane.module.css";
import type { Inbox } from "./useInbox";
import type { Searching } from "./useSearching";

interface ListHeaderProps {
  inbox: Inbox;
  counts: Counts | undefined;
  searching: Searching;
  onNext: () => void;
  takingNext: boolean;
}

/** What the list shows, and what narrows it. */
export function ListHeader({ inbox, counts, searching, onNext, takingNext }: ListHeaderProps) {
  const { t } = useTranslation();
  const { section, query, search, rows, layout, list } = inbox;
  const phone = layout === "phone";
  const name = t(`section.${section}`);
  const found = query.q !== undefined;
  const tally = found ? { count: rows.length, more: list.hasNextPage } : counts?.[section];
  // The open case has the page's main heading.
  const Title = inbox.alertId ? "h2" : "h1";
  const boxed = searching.inList && (searching.open || found);
  const filters = query.filters;
  const button = <FilterButton filters={filters} rows={rows} onChange={inbox.setFilters} phone={phone} />;
  return (
    <header className={classes.header}>
      <div className={classes.title} data-boxed={boxed || undefined}>
        <Title id="list-title" className={boxed ? "visually-hidden" : undefined}>
          {phone ? t(`sectionShort.${section}`) : name}
        </Title>
        {boxed ? (
          <SearchBox
            value={search.q}
            onSearch={searching.search}
            onEnter={searching.enter}
            onLeave={searching.leave}
            autoFocus={searching.open}
          />
        ) : (
          tally &&
          tally.count > 0 && (
            <span className={classes.count} aria-hidden="true">
              {tally.more ? t("app.more", { count: tally.count }) : tally.count}
            </span>
          )
        )}
        <div className={classes.actions}>
          {phone && !found && (
            <PlaceFilter
              compact
              value={filters}
              onChange={(next) =>
                inbox.setFilters({ ...filters, place: undefined, group: undefined, ...next })
              }
            />
          )}
          {phone && button}
          <ListActions
            inbox={inbox}
            onSearch={searching.inList && !boxed ? searching.start : null}
            onNext={onNext}
            takingNext={takingNext}
          />
        </div>
      </div>
      {found ? (
        <div className={classes.narrow}>
          <Segmented
            label={t("search.where")}
            value={query.section === "all" ? "all" : "here"}
            choices={[
              { value: "here", label: t("search.here", { section: name }) },
              { value: "all", label: t("search.everywhere") },
            ]}
            onChange={(where) => searching.everywhere(where === "all")}
          />
          {!phone && button}
        </div>
      ) : phone ? (
        <SectionChips current={section} counts={counts} filters={filters} />
      ) : (
        <div className={classes.narrow}>
          <PlaceFilter
            value={filters}
            onChange={(next) => inbox.setFilters({ ...filters, place: undefined, group: undefined, ...next })}
          />
          <UrgentChip filters={filters} onChange={inbox.setFilters} />
          {button}
        </div>
      )}
    </header>
  );
}

interface UrgentChipProps {
  filters: Filters;
  onChange: (filters: Filters) => void;
}

/** Only what expires in less than 72 hours. */
function UrgentChip({ filters, onChange }: UrgentChipProps) {
  const { t } = useTranslation();
  const on = filters.urgent === true;
  return (
    <button
      type="button"
      className={filterClasses.chip}
      data-on={on || undefined}
      aria-pressed={on}
      title={t("filter.urgentHint")}
      onClick={() => onChange({ ...filters, urgent: on ? undefined : true })}
    >
      <IconHourglassLow size={14} stroke={1.9} aria-hidden />
      {t("filter.urgent")}
    </button>
  );
}
