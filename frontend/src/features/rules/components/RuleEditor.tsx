import { useNavigate } from "@tanstack/react-router";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problem";
import { LeaveGuard } from "@/components/page/LeaveGuard";
import { Page } from "@/components/page/Page";
import { Field } from "@/components/ui/Field";
import { Input } from "@/components/ui/Input";
import { Tag } from "@/components/ui/Tag";
import { useMe } from "@/lib/me";
import { isSubmitKey } from "@/lib/submit-key";
import { showToast } from "@/lib/toast";
import { useImpact } from "../api/useImpact";
import { type Editing, EditingContext } from "../criteria/editing";
import { faultOf, faultsByNode } from "../criteria/faults";
import { faultText } from "../criteria/faultText";
import { lowered } from "../criteria/sentence";
import { addTo, type Line, newLine, written } from "../criteria/tree";
import { blankLine, isComplete, isWhole } from "../criteria/values";
import type { FieldInfo, Finding, Impact, KeywordList } from "../types";
import { type Base, useRuleEditor } from "../useRuleEditor";
import { useSaving } from "../useSaving";
import { useNames, usePlaceOptions } from "../useTelling";
import { Backtest } from "./Backtest";
import { CriteriaGroup } from "./CriteriaGroup";
import { EditorActions } from "./EditorActions";
import { Broad, Conflict, NotSaved } from "./EditorNotices";
import { FindingAction } from "./FindingAction";
import { isBlocking } from "./FindingItem";
import { ImpactPanel } from "./ImpactPanel";
import classes from "./RuleEditor.module.css";
import { RuleForm } from "./RuleForm";
import { RuleSentence } from "./RuleSentence";

interface RuleEditorProps {
  initial: Base;
  fields: readonly FieldInfo[];
  lists: readonly KeywordList[];
}

const MOST = 40;

/** The highest score, where all feedback seen has the same scale. */
function scaleOf(impact: Impact | undefined): number | null {
  const highest = new Set(impact?.samples.flatMap(({ score }) => (score ? [score.max] : [])));
  const [only] = highest;
  return highest.size === 1 && only !== undefined ? only : null;
}

/** Writes a rule: what it takes, what becomes of it, and beside it what it would have done. */
export function RuleEditor({ initial, fields, lists }: RuleEditorProps) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const readOnly = !useMe().rights.includes("rules");
  const editing = useRuleEditor(initial);
  const { base, draft, text, dirty, change, changeCriteria, rebase } = editing;
  const [showMissing, setShowMissing] = useState(false);
  const [replayed, setReplayed] = useState<{ text: string; impact: Impact } | null>(null);
  const leaving = useRef(false);
  const label = useRef<HTMLInputElement>(null);
  const whole = isWhole(draft.criteria, fields) && draft.expires_in > 0;
  // Its name decides nothing: the figure is there before it has one.
  const trial = useMemo(
    () => (whole ? JSON.stringify({ ...JSON.parse(text), label: draft.label.trim() || "?" }) : null),
    [whole, text, draft.label],
  );
  const impact = useImpact(readOnly ? null : trial, base.id);
  const shown = replayed ? replayed.impact : impact.data;
  const scale = useRef<number | null>(null);
  scale.current = scaleOf(impact.data) ?? scale.current;
  const scoreMax = scale.current;

  const saving = useSaving(editing, (saved) => {
    setShowMissing(false);
    if (base.id) rebase(saved);
    else {
      leaving.current = true;
      void navigate({ to: "/manage/rules/$ruleId", params: { ruleId: saved.id }, replace: true });
    }
    showToast({ text: "toast.ruleSaved", name: saved.label });
  });
  const previewFaults = impact.error && !impact.waits ? asProblem(impact.error).faults : [];
  const faults = [...saving.faults, ...previewFaults].map((fault) => ({
    ...fault,
    message: faultText(fault, t, i18n.language),
  }));
  const unnamed = showMissing && draft.label.trim() === "" ? t("rules.form.nameMissing") : undefined;
  const labelFault = saving.duplicate ? t("rules.form.duplicate") : (faultOf(faults, "label") ?? unnamed);
  const blocking = impact.stale ? undefined : impact.data?.findings.find(isBlocking);
  const asks = draft.status !== "draft" && (blocking !== undefined || saving.asksConfirm);
  const mustConfirm = (asks || saving.asksConfirm) && !saving.confirmed;

  function save() {
    if (readOnly || saving.busy || (!dirty && base.id !== undefined)) return;
    setShowMissing(true);
    if (draft.label.trim() === "") label.current?.focus();
    else if (mustConfirm) document.querySelector<HTMLElement>("#confirm-broad input")?.focus();
    else if (whole) void saving.run();
    else requestAnimationFrame(() => document.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
  }
  const current = useRef(save);
  current.current = save;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!document.querySelector("[aria-modal=true]") && isSubmitKey(event)) current.current();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);

  const names = useNames();
  const places = usePlaceOptions(fields);
  const complete = useCallback((line: Line) => isComplete(line, fields), [fields]);
  const context: Editing = {
    fields,
    lists,
    places,
    names,
    scoreMax,
    faults: faultsByNode(faults),
    showMissing,
    readOnly,
    change: changeCriteria,
  };
  const version = base.version ?? 0;
  const state =
    base.id === undefined
      ? t("rules.unsaved")
      : dirty
        ? t("rules.versionUnsaved", { version: version + 1 })
        : t("rules.versionState", { version, state: lowered(t(`rules.status.${base.status}`)) });
  const act = (finding: Finding) => (
    <FindingAction
      finding={finding}
      onLabel={() => label.current?.focus()}
      onExpiry={() => document.querySelector<HTMLElement>("[data-part=expiry] input")?.focus()}
      onPriority={() => change({ priority: "P2" })}
      onAdd={() => changeCriteria((criteria) => addTo(criteria, [], blankLine(fields)))}
      onComment={() => changeCriteria((criteria) => addTo(criteria, [], newLine("comment", "mentions")))}
    />
  );
  return (
    <EditingContext value={context}>
      <Page
        crumbs={[{ label: t("nav.manage") }, { label: t("manage.rules"), to: "/manage/rules" }]}
        title={draft.label.trim() || t("rules.new")}
        badge={<Tag>{state}</Tag>}
        bar
        actions={
          <EditorActions
            editing={editing}
            readOnly={readOnly}
            busy={saving.busy}
            scoreMax={scoreMax}
            samples={shown?.samples ?? []}
            criteria={whole ? written(draft.criteria) : null}
            onSave={save}
          />
        }
        asideLabel={t("rules.impact.title")}
        aside={
          !readOnly && (
            <ImpactPanel
              impact={shown}
              whole={whole}
              stale={replayed ? replayed.text !== trial : impact.stale}
              error={impact.waits ? null : impact.error}
              onRetry={impact.refetch}
              actionOf={act}
              backtest={
                <Backtest text={trial} id={base.id} shown={replayed?.impact ?? null} onResult={setReplayed} />
              }
            />
          )
        }
      >
        <div className={classes.editor}>
          {saving.theirs && (
            <Conflict
              theirs={saving.theirs}
              editing={editing}
              scoreMax={scoreMax}
              onMine={() => void saving.run(saving.theirs?.version)}
              onTheirs={() => {
                if (saving.theirs) rebase(saving.theirs);
                saving.setTheirs(null);
              }}
            />
          )}
          {saving.failed && <NotSaved problem={saving.failed} onRetry={() => void saving.run()} />}
          {(asks || saving.asksConfirm) && (
            <Broad finding={blocking} confirmed={saving.confirmed} onConfirm={saving.confirm} />
          )}
          <RuleSentence
            criteria={draft.criteria}
            kind={draft.kind}
            notify={draft.notify}
            complete={complete}
            scoreMax={scoreMax}
          />
          <Field
            label={t("rules.form.name")}
            error={labelFault}
            hint={
              draft.label.length > 30
                ? t("rules.form.nameLength", { count: draft.label.length, most: MOST })
                : undefined
            }
            className={classes.name}
          >
            {(control) => (
              <Input
                {...control}
                ref={label}
                maxLength={MOST}
                disabled={readOnly}
                value={draft.label}
                onChange={(event) => change({ label: event.currentTarget.value })}
              />
            )}
          </Field>
          <section>
            <h2>{t("rules.criteria")}</h2>
            <CriteriaGroup group={draft.criteria} path={[]} />
          </section>
          <section>
            <h2>{t("rules.form.title")}</h2>
            <RuleForm rule={draft} faults={faults} readOnly={readOnly} onChange={change} />
          </section>
        </div>
        <LeaveGuard when={dirty && !readOnly} leaving={leaving} />
      </Page>
    </EditingContext>
  );
}
