import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconAlertCircle, IconAlertTriangle, IconBulb, IconMail } from "@/components/ui/Icons";
import { PriorityBars } from "@/components/ui/PriorityBars";
import table from "@/components/ui/Table.module.css";
import { Tag } from "@/components/ui/Tag";
import { useFormat } from "@/lib/format";
import type { FindingListed, Rule } from "../types";
import type { RuleCommands } from "../useRuleCommands";
import { volumeOf } from "../volume";
import { PauseDialog } from "./PauseDialog";
import classes from "./RuleList.module.css";
import { RuleMenu } from "./RuleMenu";

interface RuleListProps {
  rules: readonly Rule[];
  findings: readonly FindingListed[] | undefined;
  /** Absent for those who may only read. */
  commands: RuleCommands | null;
  /** One under the other, where a table has no room. */
  cards: boolean;
}

/** The rules as a table or as cards. */
export function RuleList({ rules, findings, commands, cards }: RuleListProps) {
  const { t } = useTranslation();
  const [pausing, setPausing] = useState<Rule | null>(null);
  const of = (rule: Rule) => findings?.filter(({ rule_id }) => rule_id === rule.id);
  const menu = (rule: Rule) =>
    commands && <RuleMenu rule={rule} commands={commands} onPause={() => setPausing(rule)} />;
  return (
    <>
      {cards ? (
        <ul className={classes.cards}>
          {rules.map((rule) => (
            <RuleCard key={rule.id} rule={rule} findings={of(rule)} menu={menu(rule)} />
          ))}
        </ul>
      ) : (
        <table className={table.table}>
          <thead>
            <tr>
              <th>{t("rules.list.label")}</th>
              <th>{t("rules.list.kind")}</th>
              <th>{t("rules.list.priority")}</th>
              <th>{t("rules.list.status")}</th>
              <th>{t("rules.list.expiry")}</th>
              <th>{t("rules.list.notify")}</th>
              {findings && <th className={table.figure}>{t("rules.list.perMonth")}</th>}
              {findings && <th>{t("rules.list.findings")}</th>}
              {commands && (
                <th>
                  <span className="visually-hidden">{t("rules.list.menu")}</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {rules.map((rule) => (
              <RuleLine key={rule.id} rule={rule} findings={of(rule)} menu={menu(rule)} />
            ))}
          </tbody>
        </table>
      )}
      {pausing && commands && (
        <PauseDialog
          rule={pausing}
          onCancel={() => setPausing(null)}
          onPause={(until) => {
            void commands.pause(pausing, until);
            setPausing(null);
          }}
        />
      )}
    </>
  );
}

interface LineProps {
  rule: Rule;
  findings: readonly FindingListed[] | undefined;
  menu: ReactNode;
}

function RuleLine({ rule, findings, menu }: LineProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <tr>
      <td className={classes.name}>
        <RuleLink rule={rule} />
      </td>
      <td>{t(`rules.kind.${rule.kind}`)}</td>
      <td>
        <PriorityBars priority={rule.priority} />
      </td>
      <td>
        <RuleStatus rule={rule} />
      </td>
      <td>{format.duration(rule.expires_in * 1000)}</td>
      <td>{t(rule.notify ? "rules.value.yes" : "rules.value.no")}</td>
      {findings && (
        <td className={table.figure}>
          <Volume findings={findings} />
        </td>
      )}
      {findings && (
        <td>
          <FindingCounts rule={rule} findings={findings} />
        </td>
      )}
      {menu && <td className={table.end}>{menu}</td>}
    </tr>
  );
}

function RuleCard({ rule, findings, menu }: LineProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <li className={classes.card}>
      <div className={classes.cardHead}>
        <RuleLink rule={rule} />
        {menu}
      </div>
      <p className={classes.cardLine}>
        <PriorityBars priority={rule.priority} />
        <span>{t(`rules.kind.${rule.kind}`)}</span>
        <span>{format.duration(rule.expires_in * 1000)}</span>
        {rule.notify && <IconMail size={14} stroke={1.75} aria-label={t("rules.list.notify")} />}
        {findings && <Volume findings={findings} withUnit />}
      </p>
      <p className={classes.cardLine}>
        <RuleStatus rule={rule} />
        {findings?.some(({ severity }) => severity !== "fine") && (
          <FindingCounts rule={rule} findings={findings} />
        )}
      </p>
    </li>
  );
}

function RuleLink({ rule }: { rule: Rule }) {
  return (
    <Link to="/manage/rules/$ruleId" params={{ ruleId: rule.id }} className={classes.link}>
      {rule.label}
    </Link>
  );
}

function RuleStatus({ rule }: { rule: Rule }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (rule.status === "paused" && rule.paused_until) {
    return <Tag tone="soon">{t("rules.pausedUntil", { day: format.date(rule.paused_until) })}</Tag>;
  }
  const tone = { active: "happy", paused: "soon", draft: "plain" } as const;
  return <Tag tone={tone[rule.status]}>{t(`rules.status.${rule.status}`)}</Tag>;
}

function Volume({ findings, withUnit }: { findings: readonly FindingListed[]; withUnit?: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const count = volumeOf(findings);
  if (count === null)
    return withUnit ? null : <span className={classes.unknown}>{t("rules.list.unknown")}</span>;
  return withUnit ? t("rules.list.inMonth", { count, shown: format.number(count) }) : format.number(count);
}

function FindingCounts({ rule, findings }: { rule: Rule; findings: readonly FindingListed[] }) {
  const { t } = useTranslation();
  const count = (severity: FindingListed["severity"]) =>
    findings.filter((finding) => finding.severity === severity).length;
  const shown = (
    [
      ["error", IconAlertCircle],
      ["warning", IconAlertTriangle],
      ["advice", IconBulb],
    ] as const
  ).filter(([severity]) => count(severity) > 0);
  if (shown.length === 0) return <span className={classes.unknown}>{t("rules.list.nothing")}</span>;
  return (
    <Link to="/manage/rules/findings" search={{ rule: rule.id }} className={classes.counts}>
      {shown.map(([severity, Icon]) => (
        <span key={severity} data-severity={severity}>
          <Icon size={15} stroke={1.75} aria-hidden />
          <span aria-hidden="true">{count(severity)}</span>
          <span className="visually-hidden">{t(`rules.list.${severity}`, { count: count(severity) })}</span>
        </span>
      ))}
    </Link>
  );
}
