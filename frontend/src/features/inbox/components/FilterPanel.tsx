import { useTranslation } from "react-i18next";
import { chipNames, type Filters } from "@/api/filters";
import type { AlertRow, Priority, Status } from "@/api/types";
import { Field } from "@/components/ui/Field";
import { Select } from "@/components/ui/Input";
import { Segmented } from "@/components/ui/Segmented";
import { useMe } from "@/lib/me";
import { shownStatus, useStatusLabel } from "@/lib/status";
import { channels, useRuleNames } from "../useFilterNames";
import classes from "./Filters.module.css";
import { OwnerField } from "./OwnerField";

interface FilterPanelProps {
  filters: Filters;
  rows: readonly AlertRow[];
  onChange: (filters: Filters) => void;
  phone: boolean;
}

const statuses: readonly Status[] = ["new", "assigned", "contacted", "expired", "closed", "spam"];
const priorities: readonly Priority[] = ["P1", "P2", "P3"];
const ANY = "";

/** The filters, one under the other: each holds as soon as it is chosen. */
export function FilterPanel({ filters, rows, onChange }: FilterPanelProps) {
  const { t } = useTranslation();
  const { view } = useMe().settings;
  const status = useStatusLabel();
  const rules = useRuleNames(rows, true);
  const set = (change: Filters) => onChange({ ...filters, ...change });
  const any = { value: ANY, label: t("filter.any") };
  const all = { value: ANY, label: t("filter.all") };
  const own = [...new Set(rows.flatMap(({ channel }) => channel ?? []))];
  const allChannels = [
    ...new Set<string>([...channels, ...own, ...(filters.channel ? [filters.channel] : [])]),
  ];
  const known = (channel: string) => channels.find((one) => one === channel);
  const withOwn =
    rules.some(({ value }) => value === filters.rule) || !filters.rule
      ? rules
      : [...rules, { value: filters.rule, label: t("filter.unknown") }];
  return (
    <div className={classes.fields}>
      <Field label={t("filter.status")}>
        {(control) => (
          <Select
            {...control}
            value={filters.status ?? ANY}
            choices={[
              all,
              ...statuses
                .filter((one) => shownStatus(one, view) === one)
                .map((one) => ({ value: one, label: status(one) })),
            ]}
            onChange={(next) => set({ status: (next || undefined) as Status | undefined })}
          />
        )}
      </Field>
      <div>
        <p className={classes.label} aria-hidden="true">
          {t("filter.priority")}
        </p>
        <Segmented
          label={t("filter.priority")}
          value={filters.priority ?? ANY}
          choices={[any, ...priorities.map((one) => ({ value: one as string, label: one }))]}
          onChange={(next) => set({ priority: (next || undefined) as Priority | undefined })}
        />
      </div>
      <OwnerField value={filters.owner} rows={rows} onChange={(owner) => set({ owner })} />
      <Field label={t("filter.rule")}>
        {(control) => (
          <Select
            {...control}
            value={filters.rule ?? ANY}
            choices={[any, ...withOwn]}
            onChange={(rule) => set({ rule: rule || undefined })}
          />
        )}
      </Field>
      <Field label={t("filter.channel")}>
        {(control) => (
          <Select
            {...control}
            value={filters.channel ?? ANY}
            choices={[
              all,
              ...allChannels.map((channel) => {
                const name = known(channel);
                return { value: channel, label: name ? t(`filter.channels.${name}`) : channel };
              }),
            ]}
            onChange={(channel) => set({ channel: channel || undefined })}
          />
        )}
      </Field>
      {chipNames(filters).length > 0 && (
        <button
          type="button"
          className={classes.clear}
          onClick={() => onChange({ place: filters.place, group: filters.group, urgent: filters.urgent })}
        >
          {t("filter.clear")}
        </button>
      )}
    </div>
  );
}
