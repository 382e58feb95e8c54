import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/Button";
import { IconButton } from "@/components/ui/IconButton";
import { IconBraces, IconPlus, IconX } from "@/components/ui/Icons";
import { Segmented } from "@/components/ui/Segmented";
import { useLayout } from "@/lib/layout";
import { useEditing } from "../criteria/editing";
import { nodeKey } from "../criteria/faults";
import {
  addTo,
  type Criteria,
  isGroup,
  type Mode,
  modeOf,
  newGroup,
  type Path,
  removeAt,
  setMode,
} from "../criteria/tree";
import { blankLine } from "../criteria/values";
import classes from "./Criteria.module.css";
import { CriteriaLine } from "./CriteriaLine";

/** Groups are drawn as boxes so deep; below it they are indented only. */
const BOXES = 2;
const MAX_DEPTH = 8;

/** A group of conditions: how they count together, one line each, and what may be added. */
export function CriteriaGroup({ group, path }: { group: Criteria; path: Path }) {
  const { t } = useTranslation();
  const { change, fields, faults, readOnly } = useEditing();
  const phone = useLayout() === "phone";
  const mode = modeOf(group);
  const fault = faults.get(nodeKey(path))?.self;
  const modes: Mode[] = mode === "notAll" ? ["all", "any", "none", "notAll"] : ["all", "any", "none"];
  const between = t(mode === "all" || mode === "notAll" ? "rules.and" : "rules.or");
  const depth = path.length;
  const name =
    depth === 0 ? t("rules.criteria") : t("rules.group", { number: path.map((at) => at + 1).join(".") });
  return (
    <fieldset
      className={classes.group}
      data-boxed={depth < BOXES || undefined}
      data-nested={depth > 0 || undefined}
      aria-label={name}
    >
      <div className={classes.head}>
        <Segmented
          label={t("rules.mode.label")}
          value={mode}
          disabled={readOnly}
          choices={modes.map((value) => ({
            value,
            label: t(phone ? `rules.modeShort.${value}` : `rules.mode.${value}`),
          }))}
          onChange={(next) => change((criteria) => setMode(criteria, path, next))}
        />
        {depth > 0 && !readOnly && (
          <IconButton
            icon={IconX}
            iconSize={16}
            label={t("rules.removeGroup")}
            onClick={() => change((criteria) => removeAt(criteria, path))}
          />
        )}
      </div>
      {fault && <p className={classes.fault}>{fault}</p>}
      <div className={classes.lines}>
        {group.rules.map((part, index) => {
          const here = [...path, index];
          return (
            <Fragment key={part.id}>
              {index > 0 && <p className={classes.between}>{between}</p>}
              {isGroup(part) ? (
                <CriteriaGroup group={part} path={here} />
              ) : (
                <CriteriaLine line={part} path={here} />
              )}
            </Fragment>
          );
        })}
      </div>
      {!readOnly && (
        <div className={classes.adding}>
          <Button
            look="bare"
            icon={IconPlus}
            onClick={() => change((criteria) => addTo(criteria, path, blankLine(fields)))}
          >
            {t("rules.addLine")}
          </Button>
          {depth < MAX_DEPTH - 1 && (
            <Button
              look="bare"
              icon={IconBraces}
              onClick={() => change((criteria) => addTo(criteria, path, newGroup(blankLine(fields))))}
            >
              {t("rules.addGroup")}
            </Button>
          )}
        </div>
      )}
    </fieldset>
  );
}
