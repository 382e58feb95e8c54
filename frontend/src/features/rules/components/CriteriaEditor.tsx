import { useCallback, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Fault } from "@/api/types";
import { PageFailed, RowsLoading } from "@/components/page/PageStates";
import { useFields, useKeywordLists } from "../api/useRules";
import { type Editing, EditingContext } from "../criteria/editing";
import { faultsByNode } from "../criteria/faults";
import { faultText } from "../criteria/faultText";
import { criteriaText } from "../criteria/sentence";
import { type Criteria, opened, written } from "../criteria/tree";
import { blankLine, isComplete, isWhole } from "../criteria/values";
import type { FieldInfo, KeywordList } from "../types";
import { useNames, usePlaceOptions, useTelling } from "../useTelling";
import { CriteriaGroup } from "./CriteriaGroup";

interface CriteriaEditorProps {
  /** Criteria as the API writes them; without any, one blank condition. */
  value: Record<string, unknown>;
  faults: readonly Fault[];
  /** Marks what is not filled in. */
  showMissing: boolean;
  onChange: (criteria: Record<string, unknown>, whole: boolean) => void;
}

/** The criteria of rules, for other records that are written in their language. */
export function CriteriaEditor(props: CriteriaEditorProps) {
  const { t } = useTranslation();
  const fields = useFields();
  const lists = useKeywordLists();
  const failed = [fields, lists].find(({ error, data }) => error && !data);
  if (fields.data && lists.data) return <Loaded {...props} fields={fields.data} lists={lists.data} />;
  return failed ? (
    <PageFailed error={failed.error} title={t("rules.failedOne")} onRetry={() => void failed.refetch()} />
  ) : (
    <RowsLoading rows={2} height={48} />
  );
}

interface LoadedProps extends CriteriaEditorProps {
  fields: readonly FieldInfo[];
  lists: readonly KeywordList[];
}

function Loaded({ value, faults, showMissing, onChange, fields, lists }: LoadedProps) {
  const { t, i18n } = useTranslation();
  const names = useNames();
  const places = usePlaceOptions(fields);
  const [criteria, setCriteria] = useState<Criteria>(() => {
    const given = opened(value);
    return given.rules.length > 0 ? given : { ...given, rules: [blankLine(fields)] };
  });
  const latest = useRef(criteria);
  const change = useCallback(
    (next: (criteria: Criteria) => Criteria) => {
      latest.current = next(latest.current);
      setCriteria(latest.current);
      onChange(written(latest.current) as Record<string, unknown>, isWhole(latest.current, fields));
    },
    [fields, onChange],
  );
  const context: Editing = {
    fields,
    lists,
    places,
    names,
    scoreMax: null,
    faults: faultsByNode(faults.map((fault) => ({ ...fault, message: faultText(fault, t, i18n.language) }))),
    showMissing,
    readOnly: false,
    change,
  };
  return (
    <EditingContext value={context}>
      <CriteriaGroup group={criteria} path={[]} />
    </EditingContext>
  );
}

/** Criteria in words. */
export function CriteriaWords({ value }: { value: Record<string, unknown> }) {
  const telling = useTelling(null);
  const { data: fields } = useFields();
  const complete = (line: Parameters<typeof isComplete>[0]) => isComplete(line, fields ?? []);
  if (!fields) return null;
  return <>{criteriaText(opened(value), { ...telling, complete })}</>;
}
