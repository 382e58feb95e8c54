import { useTranslation } from "react-i18next";
import { ChipsInput } from "@/components/ui/ChipsInput";
import { IconMapPin } from "@/components/ui/Icons";
import { Input, Select } from "@/components/ui/Input";
import { Picker } from "@/components/ui/Picker";
import { useFormat } from "@/lib/format";
import { useEditing } from "../criteria/editing";
import type { Line } from "../criteria/tree";
import { choicesOf, type Editor } from "../criteria/values";
import type { FieldInfo } from "../types";
import classes from "./Criteria.module.css";
import { MentionEditor } from "./MentionEditor";

interface ValueEditorProps {
  line: Line;
  info: FieldInfo | undefined;
  editor: Editor;
  invalid: boolean;
  describedBy: string | undefined;
  onChange: (value: unknown) => void;
}

const asText = (value: unknown) => (value === null || value === undefined ? "" : String(value));
const asTexts = (value: unknown) => (Array.isArray(value) ? value.map(String) : []);
const asNumber = (text: string) => (text === "" ? null : Number(text));

/** What a condition compares with, written as its field and operator ask. */
export function ValueEditor(props: ValueEditorProps) {
  const { line, info, editor, invalid, describedBy, onChange } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const { places, readOnly } = useEditing();
  const { value } = line;
  const marks = { "aria-invalid": invalid || undefined, "aria-describedby": describedBy, disabled: readOnly };
  const label = t("rules.value.label");
  const unit = useUnit(info);
  const options = (choicesOf(info) ?? []).map((choice) =>
    info?.name === "submitted_at.weekday"
      ? { ...choice, label: format.weekday(Number(choice.value)) }
      : choice,
  );
  const typed = (text: string) => (info?.type === "number" ? Number(text) : text);
  switch (editor) {
    case "none":
      return null;
    case "number":
      return <NumberInput value={value} onChange={onChange} label={label} suffix={unit} marks={marks} />;
    case "numbers":
    case "dates": {
      const [low, high] = Array.isArray(value) ? value : [null, null];
      const bound = (at: 0 | 1) => ({
        value: at === 0 ? low : high,
        onChange: (next: unknown) => onChange(at === 0 ? [next, high ?? null] : [low ?? null, next]),
        label: t(at === 0 ? "rules.value.from" : "rules.value.to"),
        marks,
      });
      const One = editor === "dates" ? DateInput : NumberInput;
      return (
        <div className={classes.range}>
          <One {...bound(0)} />
          <span aria-hidden="true">{t("rules.and")}</span>
          <One {...bound(1)} suffix={editor === "numbers" ? unit : undefined} />
        </div>
      );
    }
    case "date":
      return <DateInput value={value} onChange={onChange} label={label} marks={marks} />;
    case "flag":
      return (
        <Select
          {...marks}
          className={classes.short}
          aria-label={label}
          value={value === false ? "no" : "yes"}
          choices={[
            { value: "yes", label: t("rules.value.yes") },
            { value: "no", label: t("rules.value.no") },
          ]}
          onChange={(next) => onChange(next === "yes")}
        />
      );
    case "choice": {
      const current = asText(value);
      const known = options.some((option) => option.value === current);
      return (
        <Select
          {...marks}
          aria-label={label}
          value={current}
          choices={[
            ...(current === "" ? [{ value: "", label: t("rules.value.choose") }] : []),
            ...(current !== "" && !known ? [{ value: current, label: current }] : []),
            ...options,
          ]}
          onChange={(next) => onChange(typed(next))}
        />
      );
    }
    case "choices": {
      const chosen = asTexts(value);
      const labels = chosen.map((one) => options.find((option) => option.value === one)?.label ?? one);
      return (
        <Picker
          label={label}
          options={options}
          values={chosen}
          onChange={(next) => onChange(next.map(typed))}
          invalid={invalid}
          describedBy={describedBy}
          disabled={readOnly}
        >
          {labels.length > 0 ? format.list(labels, "disjunction") : t("rules.value.choose")}
        </Picker>
      );
    }
    case "texts":
      return (
        <ChipsInput
          {...marks}
          label={label}
          values={asTexts(value)}
          placeholder={t("rules.value.add")}
          onChange={(next) => onChange(next)}
        />
      );
    case "mentions":
      return <MentionEditor value={value} invalid={invalid} describedBy={describedBy} onChange={onChange} />;
    case "places": {
      const chosen = asTexts(value);
      const names = chosen.map((id) => places.find((place) => place.value === id)?.label ?? id);
      return (
        <Picker
          label={t("place.label")}
          icon={IconMapPin}
          options={places}
          values={chosen}
          onChange={onChange}
          invalid={invalid}
          describedBy={describedBy}
          disabled={readOnly}
        >
          {names.length > 0 ? format.list(names, "disjunction") : t("rules.value.choosePlaces")}
        </Picker>
      );
    }
    case "text":
      return (
        <Input
          {...marks}
          aria-label={label}
          className={/[mM]atch/.test(line.operator) ? classes.code : undefined}
          value={asText(value)}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
  }
}

const units = {
  percent: "rules.unitOf.percent",
  characters: "rules.unitOf.characters",
  hour: "rules.unitOf.hour",
  feedbacks: "rules.unitOf.feedbacks",
} as const;

/** What stands behind a figure: a score is always told with its scale. */
function useUnit(info: FieldInfo | undefined): string | undefined {
  const { t } = useTranslation();
  const { scoreMax } = useEditing();
  if (info?.name === "score") {
    return scoreMax === null ? t("rules.value.ownScale") : t("rules.value.scale", { max: scoreMax });
  }
  const unit = info?.unit ?? "";
  if (unit === "points") return t("rules.value.ownScale");
  return Object.hasOwn(units, unit) ? t(units[unit as keyof typeof units]) : undefined;
}

interface OneProps {
  value: unknown;
  onChange: (value: unknown) => void;
  label: string;
  suffix?: string | undefined;
  marks: object;
}

function NumberInput({ value, onChange, label, suffix, marks }: OneProps) {
  return (
    <Input
      {...marks}
      type="number"
      step="any"
      inputMode="decimal"
      className={classes.number}
      aria-label={suffix ? `${label}, ${suffix}` : label}
      suffix={suffix}
      value={asText(value)}
      onChange={(event) => onChange(asNumber(event.currentTarget.value))}
    />
  );
}

function DateInput({ value, onChange, label, marks }: OneProps) {
  return (
    <Input
      {...marks}
      type="date"
      className={classes.short}
      aria-label={label}
      value={asText(value).slice(0, 10)}
      onChange={(event) => onChange(event.currentTarget.value || null)}
    />
  );
}
