import { Menu } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/components/ui/IconButton";
import { IconGripVertical, IconX } from "@/components/ui/Icons";
import { Input, Select } from "@/components/ui/Input";
import { isLanguage } from "@/lib/i18n";
import { useEditing } from "../criteria/editing";
import { nodeKey } from "../criteria/faults";
import { fieldChoices, operatorLabel } from "../criteria/labels";
import { addTo, type Line, newLine, type Path, removeAt, replaceAt, shift, wrapAt } from "../criteria/tree";
import { editorOf, fieldOf, isComplete, withField, withOperator } from "../criteria/values";
import classes from "./Criteria.module.css";
import { ValueEditor } from "./ValueEditor";

/** One condition: field, operator, value; its fault below it. */
export function CriteriaLine({ line, path }: { line: Line; path: Path }) {
  const { t, i18n } = useTranslation();
  const { change, fields, faults, showMissing, readOnly } = useEditing();
  const language = isLanguage(i18n.language) ? i18n.language : "en";
  const info = fieldOf(line.field, fields);
  const editor = editorOf(info, line.operator);
  const key = nodeKey(path);
  const fault = faults.get(key);
  const missing = showMissing && !isComplete(line, fields) ? t("rules.fillIn") : undefined;
  const wrong = fault?.value ?? fault?.field ?? fault?.operator ?? fault?.self ?? missing;
  const faultId = `fault-${key.replaceAll(".", "-")}`;
  const put = (next: Line) => change((criteria) => replaceAt(criteria, path, next));
  const operators = info?.operators ?? [line.operator];
  // What a file or another version wrote stays selectable.
  const shown = operators.includes(line.operator) ? operators : [line.operator, ...operators];
  const family = info?.family ? info.name : null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be announced as a form within the group's own
    <div
      className={classes.line}
      role="group"
      aria-label={t("rules.lineName", { number: path.map((at) => at + 1).join(".") })}
    >
      {!readOnly && <LineMenu line={line} path={path} />}
      <Select
        className={classes.field}
        title={info?.label[language] ?? line.field}
        aria-label={t("rules.field")}
        aria-invalid={fault?.field ? true : undefined}
        disabled={readOnly}
        value={family ?? line.field}
        choices={fieldChoices(fields, line.field, language, t)}
        onChange={(name) => put(withField(line, name, fields))}
      />
      {family && (
        <Input
          className={classes.key}
          aria-label={t("rules.key")}
          placeholder={t("rules.key")}
          disabled={readOnly}
          value={line.field.slice(family.length)}
          onChange={(event) => put({ ...line, field: family + event.currentTarget.value.trim() })}
        />
      )}
      <Select
        className={classes.operator}
        aria-label={t("rules.operator")}
        aria-invalid={fault?.operator ? true : undefined}
        disabled={readOnly}
        value={line.operator}
        choices={shown.map((operator) => ({
          value: operator,
          label: operatorLabel(operator, info?.type, t),
        }))}
        onChange={(operator) => put(withOperator(line, operator, fields))}
      />
      <div className={classes.value} data-editor={editor}>
        <ValueEditor
          line={line}
          info={info}
          editor={editor}
          invalid={wrong !== undefined}
          describedBy={wrong ? faultId : undefined}
          onChange={(value) => put({ ...line, value })}
        />
        {wrong && (
          <p id={faultId} className={classes.fault}>
            {wrong}
          </p>
        )}
      </div>
      {!readOnly && (
        <IconButton
          icon={IconX}
          iconSize={16}
          className={classes.remove}
          label={t("rules.removeLine")}
          onClick={() => change((criteria) => removeAt(criteria, path))}
        />
      )}
    </div>
  );
}

/** Moves, doubles or groups a condition, without dragging. */
function LineMenu({ line, path }: { line: Line; path: Path }) {
  const { t } = useTranslation();
  const { change } = useEditing();
  const double = () => newLine(line.field, line.operator, structuredClone(line.value));
  return (
    <Menu position="bottom-start" width={210} radius="lg">
      <Menu.Target>
        <button type="button" className={classes.grip} aria-label={t("rules.lineMenu")}>
          <IconGripVertical size={16} stroke={1.75} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => change((criteria) => shift(criteria, path, "up"))}>
          {t("rules.up")}
        </Menu.Item>
        <Menu.Item onClick={() => change((criteria) => shift(criteria, path, "down"))}>
          {t("rules.down")}
        </Menu.Item>
        <Menu.Item onClick={() => change((criteria) => addTo(criteria, path.slice(0, -1), double()))}>
          {t("rules.double")}
        </Menu.Item>
        <Menu.Item onClick={() => change((criteria) => wrapAt(criteria, path))}>{t("rules.wrap")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
