import { Drawer, Popover } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { chipNames, type Filters } from "@/api/filters";
import type { AlertRow } from "@/api/types";
import { IconAdjustmentsHorizontal } from "@/components/ui/Icons";
import classes from "./Filters.module.css";

const FilterPanel = lazy(async () => ({ default: (await import("./FilterPanel")).FilterPanel }));

interface FilterButtonProps {
  filters: Filters;
  rows: readonly AlertRow[];
  onChange: (filters: Filters) => void;
  phone: boolean;
}

/** Opens the filters: over the list, or from the bottom on the phone. What is changed there holds at once. */
export function FilterButton({ filters, rows, onChange, phone }: FilterButtonProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const count = chipNames(filters).length;
  const button = (
    <button
      type="button"
      className={phone ? classes.icon : classes.chip}
      data-on={count > 0 || undefined}
      aria-haspopup="dialog"
      aria-expanded={open}
      onClick={() => setOpen(!open)}
    >
      <IconAdjustmentsHorizontal size={phone ? 20 : 15} stroke={1.75} aria-hidden />
      <span className={phone ? "visually-hidden" : undefined}>{t("filter.button")}</span>
      {count > 0 && (
        <>
          <span className={classes.count} aria-hidden="true">
            {count}
          </span>
          <span className="visually-hidden">{t("filter.count", { count })}</span>
        </>
      )}
    </button>
  );
  const panel = open && (
    <Suspense>
      <FilterPanel filters={filters} rows={rows} onChange={onChange} phone={phone} />
    </Suspense>
  );
  if (phone) {
    return (
      <>
        {button}
        <Drawer
          opened={open}
          onClose={() => setOpen(false)}
          position="bottom"
          size="auto"
          padding={16}
          title={t("filter.title")}
          closeButtonProps={{ "aria-label": t("app.close") }}
          classNames={{ content: classes.sheet, title: classes.sheetTitle }}
          overlayProps={{ className: classes.overlay }}
          transitionProps={{ duration: 180 }}
        >
          {panel}
        </Drawer>
      </>
    );
  }
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="bottom-start"
      width={320}
      shadow="sm"
      radius="lg"
      trapFocus
      returnFocus
      offset={6}
    >
      <Popover.Target>{button}</Popover.Target>
      <Popover.Dropdown className={classes.panel} aria-label={t("filter.title")}>
        {panel}
      </Popover.Dropdown>
    </Popover>
  );
}
