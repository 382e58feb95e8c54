import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import table from "@/components/ui/Table.module.css";
import { Tag } from "@/components/ui/Tag";
import form from "./form.module.css";

export interface Column<T> {
  /** Also the key of the column. */
  title: string;
  /** Left out on a phone. */
  wide?: boolean;
  cell: (item: T) => ReactNode;
}

interface RecordTableProps<T> {
  items: readonly T[];
  /** What names an item; it opens it. */
  name: { title: string; of: (item: T) => string; depth?: (item: T) => number };
  columns: readonly Column<T>[];
  onOpen: (item: T) => void;
}

/** Small records as a table: the name opens one, what is archived says so. */
export function RecordTable<T extends { id: string; archived?: boolean }>(props: RecordTableProps<T>) {
  const { items, name, columns, onOpen } = props;
  const { t } = useTranslation();
  return (
    <table className={table.table}>
      <thead>
        <tr>
          <th scope="col">{name.title}</th>
          {columns.map(({ title, wide }) => (
            <th key={title} scope="col" className={wide ? form.wide : undefined}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.id}>
            <td style={{ paddingLeft: (name.depth?.(item) ?? 0) * 24 }}>
              <span className={form.chips}>
                <button type="button" className={form.name} onClick={() => onOpen(item)}>
                  {name.of(item)}
                </button>
                {item.archived && <Tag>{t("admin.archived")}</Tag>}
              </span>
            </td>
            {columns.map(({ title, wide, cell }) => (
              <td key={title} className={wide ? form.wide : undefined}>
                {cell(item)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
