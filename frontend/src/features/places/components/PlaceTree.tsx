import { useTranslation } from "react-i18next";
import type { Place } from "@/api/admin";
import { useRecords } from "@/api/records";
import form from "@/components/form/form.module.css";
import { PersonName } from "@/components/people/PersonName";
import { IconButton } from "@/components/ui/IconButton";
import { IconChevronDown, IconChevronRight, IconPlus } from "@/components/ui/Icons";
import table from "@/components/ui/Table.module.css";
import type { Branch } from "@/lib/tree";
import classes from "./places.module.css";

interface PlaceTreeProps {
  branches: readonly Branch<Place>[];
  /** The places whose branches are folded; null while a search shows all it finds. */
  folded: ReadonlySet<string> | null;
  onFold: (id: string) => void;
  onOpen: (place: Place) => void;
  onAdd: (parent: Place) => void;
}

/** Places in tree order, each indented under its parent. */
export function PlaceTree({ branches, folded, onFold, onOpen, onAdd }: PlaceTreeProps) {
  const { t } = useTranslation();
  const { data: calendars = [] } = useRecords("calendars");
  const names = new Map(calendars.map(({ id, name }) => [id, name]));
  return (
    <table className={table.table}>
      <thead>
        <tr>
          <th scope="col">{t("places.name")}</th>
          <th scope="col" className={form.wide}>
            {t("places.code")}
          </th>
          <th scope="col" className={form.wide}>
            {t("places.calendar")}
          </th>
          <th scope="col" className={form.wide}>
            {t("places.owner")}
          </th>
          <th scope="col">
            <span className="visually-hidden">{t("places.addBelow")}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {branches.map(({ node, depth, below }) => (
          <tr key={node.id}>
            <td>
              <span className={classes.node} style={{ paddingLeft: `calc(var(--step) * ${depth})` }}>
                {below > 0 && folded ? (
                  <IconButton
                    icon={folded.has(node.id) ? IconChevronRight : IconChevronDown}
                    iconSize={16}
                    label={t(folded.has(node.id) ? "places.unfold" : "places.fold", { name: node.name })}
                    aria-expanded={!folded.has(node.id)}
                    onClick={() => onFold(node.id)}
                  />
                ) : (
                  <span className={classes.leaf} />
                )}
                <button type="button" className={form.name} onClick={() => onOpen(node)}>
                  {node.name}
                </button>
                {below > 0 && <span className={classes.count}>{below}</span>}
              </span>
            </td>
            <td className={form.wide}>
              {[node.code, ...node.aliases].filter(Boolean).join(", ") || (
                <span className={form.quiet}>–</span>
              )}
            </td>
            <td className={form.wide}>
              {node.calendar ? (
                (names.get(node.calendar) ?? "…")
              ) : (
                <span className={form.quiet}>{t("places.inherited")}</span>
              )}
            </td>
            <td className={form.wide}>
              {node.owner ? (
                <PersonName id={node.owner} />
              ) : (
                <span className={form.quiet}>{t("places.inherited")}</span>
              )}
            </td>
            <td className={table.end}>
              {depth < 4 && (
                <IconButton
                  icon={IconPlus}
                  iconSize={16}
                  label={t("places.addIn", { name: node.name })}
                  onClick={() => onAdd(node)}
                />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
