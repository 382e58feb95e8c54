import { useState } from "react";
import type { PlanOnCase } from "@/api/treat";
import { ActionList } from "@/features/case/components/plan/ActionList";
import { emptyAct, missing } from "@/features/case/plan";
import { PlanPage } from "@/features/plans/pages/PlanPage";

/** The actions of the case panel, to be tried out: nothing of it is sent. */
function TriedActions({ plan }: { plan: PlanOnCase }) {
  const [chosen, setChosen] = useState<string | null>(plan.actions[0]?.id ?? null);
  const [draft, setDraft] = useState(emptyAct);
  const action = plan.actions.find(({ id }) => id === chosen);
  const gaps = action && draft.status ? missing(plan, action, draft) : [];
  return (
    <ActionList
      plan={plan}
      chosen={action?.id ?? null}
      draft={draft}
      gaps={gaps.filter((gap) => gap !== "comment")}
      problem={null}
      mayAct
      onOpen={(id) => {
        setChosen(id);
        setDraft(emptyAct);
      }}
      onChange={(part) => setDraft({ ...draft, ...part })}
    />
  );
}

/** An action plan, beside it the panel that will hold it in a case. */
export function PlanWithPreview() {
  return <PlanPage Actions={TriedActions} />;
}
