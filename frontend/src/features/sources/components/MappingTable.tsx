import { useTranslation } from "react-i18next";
import { ScoreScale } from "@/components/score/ScoreScale";
import { IconAlertTriangle, IconCheck } from "@/components/ui/Icons";
import { Select } from "@/components/ui/Input";
import { useFormat } from "@/lib/format";
import { chosen, withPath, withRequired } from "../mapping";
import type { Mapping, Preview, Role } from "../types";
import classes from "./MappingTable.module.css";

interface MappingTableProps {
  roles: readonly Role[];
  mapping: Mapping;
  preview: Preview | undefined;
  /** The paths that deliveries have. */
  paths: readonly string[];
  faultOf: (role: Role) => string | undefined;
  onChange: (mapping: Mapping) => void;
}

const AUTO = " auto";
const NONE = " none";

/** What each field of a feedback takes from a delivery, and what was read there. */
export function MappingTable({ roles, mapping, preview, paths, faultOf, onChange }: MappingTableProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      <div className={classes.head} aria-hidden="true">
        <span />
        <span>{t("sources.mapping.field")}</span>
        <span>{t("sources.mapping.path")}</span>
        <span>{t("sources.mapping.value")}</span>
        <span>{t("sources.mapping.required")}</span>
      </div>
      <ol className={classes.rows}>
        {roles.map((role, index) => {
          const row = preview?.roles.find((one) => one.role === role);
          const choice = chosen(mapping, role);
          const path = typeof choice === "object" ? choice.path : undefined;
          const name = t(`roles.${role}`);
          const fault = faultOf(role);
          const listed = path && !paths.includes(path) ? [path, ...paths] : paths;
          const required = mapping.required.includes(role);
          return (
            <li key={role} className={classes.row} data-warn={row?.warn || undefined}>
              <span className={classes.number} data-on={row?.found || undefined} aria-hidden="true">
                {index + 1}
              </span>
              <span className={classes.name}>{name}</span>
              <Select
                aria-label={t("sources.mapping.pathOf", { name })}
                aria-invalid={fault ? true : undefined}
                className={classes.path}
                value={path ?? (choice === "none" ? NONE : AUTO)}
                choices={[
                  {
                    value: AUTO,
                    label:
                      choice === "auto" && row?.path
                        ? t("sources.mapping.autoPath", { path: row.path })
                        : t("sources.mapping.auto"),
                  },
                  { value: NONE, label: t("sources.mapping.none") },
                  ...listed.map((value) => ({ value, label: value })),
                ]}
                onChange={(value) =>
                  onChange(withPath(mapping, role, value === AUTO ? null : value === NONE ? "" : value))
                }
              />
              <span className={classes.value}>
                <Value role={role} row={row} preview={preview} expected={path !== undefined} />
              </span>
              <label className={classes.required} title={t("sources.mapping.requiredHint")}>
                <input
                  type="checkbox"
                  aria-label={t("sources.mapping.requiredOf", { name })}
                  checked={required}
                  onChange={(event) => onChange(withRequired(mapping, role, event.currentTarget.checked))}
                />
                <span className={classes.word}>{t("sources.mapping.required")}</span>
              </label>
              {role === "score" && mapping.score?.path && (
                <div className={classes.more}>
                  <ScoreScale
                    scale={mapping.score}
                    onChange={(scale) => onChange({ ...mapping, score: { path: path ?? "", ...scale } })}
                  />
                </div>
              )}
              {row?.warn && row.share !== null && (
                <p className={classes.warn}>
                  <IconAlertTriangle size={14} stroke={1.75} aria-hidden />
                  {t("sources.mapping.share", { share: format.percent(row.share) })}
                </p>
              )}
              {fault && (
                <p className={classes.fault} role="alert">
                  {fault}
                </p>
              )}
            </li>
          );
        })}
      </ol>
    </>
  );
}

interface ValueProps {
  role: Role;
  row: Preview["roles"][number] | undefined;
  preview: Preview | undefined;
  expected: boolean;
}

function Value({ role, row, preview, expected }: ValueProps) {
  const { t } = useTranslation();
  const format = useFormat();
  if (!row) return null;
  if (!row.found) {
    return expected ? (
      <>
        <span className={classes.absent}>{t("sources.mapping.absent")}</span>
        <IconAlertTriangle className={classes.soon} size={16} stroke={1.75} aria-hidden />
      </>
    ) : (
      <span className={classes.nothing}>{t("sources.mapping.nothing")}</span>
    );
  }
  const { score } = preview ?? {};
  const values = Array.isArray(row.value) ? row.value : [row.value];
  return (
    <>
      <span className={classes.read}>
        {role === "score" && score ? (
          <>
            {t("score.of", { value: format.number(score.value), max: format.number(score.max) })}
            {score.kind === "nps" && (
              <span className={classes.class} data-class={score.class}>
                {t(`score.${score.class}`)}
              </span>
            )}
          </>
        ) : (
          values
            .map((value) => (typeof value === "boolean" ? t(value ? "jobs.yes" : "jobs.no") : String(value)))
            .join(", ")
        )}
      </span>
      <IconCheck className={classes.happy} size={16} stroke={2} aria-hidden />
    </>
  );
}
