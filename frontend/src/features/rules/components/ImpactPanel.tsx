import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problem";
import { Avatar } from "@/components/ui/Avatar";
import { Bone, Late } from "@/components/ui/Bone";
import { useFormat } from "@/lib/format";
import type { Finding, Impact } from "../types";
import { DayBars } from "./DayBars";
import { bySeverity, FindingItem } from "./FindingItem";
import classes from "./ImpactPanel.module.css";
import { SampleQuote } from "./SampleQuote";

interface ImpactPanelProps {
  impact: Impact | undefined;
  /** Whether every condition is filled in, so that there is something to count. */
  whole: boolean;
  /** What is shown is older than the rule as written. */
  stale: boolean;
  error: unknown;
  onRetry: () => void;
  /** What one may do about a finding. */
  actionOf: (finding: Finding) => ReactNode;
  /** Trying more days. */
  backtest: ReactNode;
}

/** What the rule would have done: the figure, days, people, findings, an example. */
export function ImpactPanel({ impact, whole, stale, error, onRetry, actionOf, backtest }: ImpactPanelProps) {
  const { t } = useTranslation();
  if (!impact) return error ? <Unknown error={error} onRetry={onRetry} /> : <Waiting whole={whole} />;
  return (
    <div className={classes.panel} data-stale={stale || undefined} aria-busy={stale}>
      <Figure impact={impact} />
      {backtest}
      {error != null && <Unknown error={error} onRetry={onRetry} />}
      {impact.findings.length > 0 && (
        <section className={classes.findings}>
          <h2>{t("rules.impact.findings")}</h2>
          <ul>
            {bySeverity(impact.findings).map((finding) => (
              <FindingItem key={`${finding.code} ${finding.rule_id}`} finding={finding}>
                {actionOf(finding)}
              </FindingItem>
            ))}
          </ul>
        </section>
      )}
      <People people={impact.people} />
      <Samples impact={impact} />
    </div>
  );
}

function Figure({ impact }: { impact: Impact }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { days, fired, feedbacks, people, previous, complete, expired_share: expired } = impact;
  const perDay = format.number(Math.round((fired / days) * 10) / 10);
  return (
    <section aria-live="polite">
      <h2>{t("rules.impact.title")}</h2>
      <p className={classes.figure}>{t("rules.impact.figure", { count: fired })}</p>
      <p className={classes.under}>
        {t("rules.impact.under", {
          days,
          perDay,
          people: t("rules.impact.people", { count: people.length }),
        })}
      </p>
      <DayBars days={impact.per_day} />
      <p className={classes.below}>
        <span>
          {t("rules.impact.of", { feedbacks: format.number(feedbacks), share: format.percent(impact.share) })}
        </span>
        {previous && (
          <span>{t("rules.impact.previous", { version: previous.version, count: previous.fired })}</span>
        )}
      </p>
      {expired !== null && expired > 0 && (
        <p className={classes.below}>{t("rules.impact.expired", { share: format.percent(expired) })}</p>
      )}
      {!complete && <p className={classes.below}>{t("rules.impact.partial", { count: feedbacks })}</p>}
    </section>
  );
}

function People({ people }: Pick<Impact, "people">) {
  const { t } = useTranslation();
  const format = useFormat();
  const [all, setAll] = useState(false);
  const shown = all ? people : people.slice(0, 3);
  const rest = people.length - shown.length;
  return (
    <section className={classes.block}>
      <h2>{t("rules.impact.told")}</h2>
      {people.length === 0 ? (
        <p className={classes.none}>{t("rules.impact.nobody")}</p>
      ) : (
        <ul className={classes.people}>
          {shown.map(({ id, name, count }) => (
            <li key={id}>
              <Avatar name={name} />
              <span>{name}</span>
              <span className={classes.count}>
                {t("rules.impact.times", { count, times: format.number(count) })}
              </span>
            </li>
          ))}
        </ul>
      )}
      {rest > 0 && (
        <button type="button" className={classes.more} onClick={() => setAll(true)}>
          {t("rules.impact.others", { count: rest })}
        </button>
      )}
    </section>
  );
}

function Samples({ impact }: { impact: Impact }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const { samples } = impact;
  if (samples.length === 0) return null;
  return (
    <section className={classes.block}>
      {(all ? samples : samples.slice(0, 1)).map((sample) => (
        <SampleQuote key={sample.feedback_id} sample={sample} />
      ))}
      {!all && samples.length > 1 && (
        <button type="button" className={classes.more} onClick={() => setAll(true)}>
          {t("rules.impact.moreSamples", { count: samples.length - 1 })}
        </button>
      )}
    </section>
  );
}

function Unknown({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation();
  const problem = asProblem(error);
  // What is refused is told at its field.
  const refused = problem.status === 422;
  return (
    <p className={classes.unknown} role="status">
      {t(refused ? "rules.impact.refused" : "rules.impact.failed")}{" "}
      {!refused && (
        <button type="button" className={classes.more} onClick={onRetry}>
          {t("app.retry")}
        </button>
      )}
    </p>
  );
}

/** Before the first figure: its place, or what is missing for it. */
function Waiting({ whole }: { whole: boolean }) {
  const { t } = useTranslation();
  return (
    <section className={classes.panel}>
      <h2>{t("rules.impact.title")}</h2>
      {!whole ? (
        <p className={classes.none}>{t("rules.impact.unwritten")}</p>
      ) : (
        <Late>
          <div className={classes.waiting}>
            <Bone width={150} height={30} />
            <Bone width={240} height={14} />
            <Bone width="100%" height={64} />
          </div>
        </Late>
      )}
    </section>
  );
}
