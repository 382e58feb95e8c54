import { useState } from "react";
import { useTranslation } from "react-i18next";
import { newIdempotencyKey } from "@/api/client";
import { asProblem } from "@/api/problem";
import { Button } from "@/components/ui/Button";
import { IconButton } from "@/components/ui/IconButton";
import { IconFlask, IconHistory } from "@/components/ui/Icons";
import { useLayout } from "@/lib/layout";
import { showToast } from "@/lib/toast";
import { useRestoreRule } from "../api/useSaveRule";
import type { RuleBody, Sample } from "../types";
import type { RuleEditing } from "../useRuleEditor";
import { HistoryDrawer } from "./HistoryDrawer";
import { TestDialog } from "./TestDialog";

interface EditorActionsProps {
  editing: RuleEditing;
  readOnly: boolean;
  busy: boolean;
  scoreMax: number | null;
  samples: readonly Sample[];
  /** The criteria as the API takes them; null while they are not filled in. */
  criteria: RuleBody["criteria"] | null;
  onSave: () => void;
}

/** What one may do with a rule as a whole: look back, try it, save it. */
export function EditorActions(props: EditorActionsProps) {
  const { editing, readOnly, busy, scoreMax, samples, criteria, onSave } = props;
  const { t } = useTranslation();
  const phone = useLayout() === "phone";
  const { base, dirty } = editing;
  const [open, setOpen] = useState<"history" | "test" | null>(null);
  // What is tried stays the same while the dialog is open.
  const [tried, setTried] = useState<RuleBody["criteria"] | null>(null);
  const restore = useRestoreRule(base.id ?? "");
  const unsaved = dirty || base.id === undefined;
  const test = () => {
    setTried(criteria);
    setOpen("test");
  };
  const why = criteria === null ? t("rules.impact.unwritten") : undefined;
  return (
    <>
      {base.id !== undefined &&
        (phone ? (
          <IconButton icon={IconHistory} label={t("rules.history.open")} onClick={() => setOpen("history")} />
        ) : (
          <Button look="bare" icon={IconHistory} onClick={() => setOpen("history")}>
            {t("rules.history.open")}
          </Button>
        ))}
      {!readOnly &&
        (phone ? (
          <IconButton
            icon={IconFlask}
            label={t("rules.test.title")}
            aria-disabled={criteria === null}
            onClick={() => criteria !== null && test()}
          />
        ) : (
          <Button aria-disabled={criteria === null} title={why} onClick={() => criteria !== null && test()}>
            {t("rules.test.title")}
          </Button>
        ))}
      {!readOnly && (
        <Button
          look={unsaved ? "filled" : "off"}
          busy={busy}
          keyName={phone || !unsaved ? undefined : t("key.ctrlEnter")}
          aria-disabled={!unsaved}
          title={unsaved ? undefined : t("rules.nothingToSave")}
          onClick={() => unsaved && onSave()}
        >
          {base.id === undefined
            ? t("rules.create")
            : unsaved
              ? t("rules.save", { version: (base.version ?? 0) + 1 })
              : t("rules.saved")}
        </Button>
      )}
      {open === "history" && base.id !== undefined && (
        <HistoryDrawer
          id={base.id}
          version={base.version ?? 0}
          scoreMax={scoreMax}
          restoring={restore.isPending}
          error={restore.error ? t(restoreFault(restore.error)) : undefined}
          onClose={() => setOpen(null)}
          note={dirty && !readOnly ? t("rules.history.unsaved") : undefined}
          onRestore={
            readOnly || dirty
              ? undefined
              : (to) =>
                  restore.mutate(
                    { version: base.version ?? 0, to, key: newIdempotencyKey() },
                    {
                      onSuccess(saved) {
                        editing.rebase(saved);
                        setOpen(null);
                        showToast({ text: "toast.ruleRestored", name: saved.label });
                      },
                    },
                  )
          }
        />
      )}
      {open === "test" && tried && (
        <TestDialog criteria={tried} samples={samples} onClose={() => setOpen(null)} />
      )}
    </>
  );
}

function restoreFault(error: unknown) {
  const { code } = asProblem(error);
  if (code === "stale_version") return "rules.history.stale";
  return code === "confirm_required" ? "rules.history.broad" : "rules.notSaved.title";
}
