import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import form from "@/components/form/form.module.css";
import table from "@/components/ui/Table.module.css";
import { useNow } from "@/lib/clock";
import { useFormat } from "@/lib/format";
import type { AuditItem } from "../api";
import { type KnownType, knownTypes, type SubjectKind, subjectKinds } from "../types";
import { useValueWords } from "../useValueWords";
import { referenceOf } from "../words";
import classes from "./audit.module.css";

/** The lines of the audit log, each with what it changed. */
export function AuditTable({ items }: { items: readonly AuditItem[] }) {
  const { t } = useTranslation();
  return (
    <table className={`${table.table} ${classes.log}`}>
      <thead>
        <tr>
          <th scope="col">{t("audit.when")}</th>
          <th scope="col">{t("audit.who")}</th>
          <th scope="col">{t("audit.what")}</th>
          <th scope="col">{t("audit.changes")}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <AuditLine key={item.id} item={item} />
        ))}
      </tbody>
    </table>
  );
}

function AuditLine({ item }: { item: AuditItem }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const type = knownTypes.find((known): known is KnownType => known === item.type);
  return (
    <tr>
      <td className={classes.when} title={format.absolute(item.at)}>
        {format.moment(item.at, now)}
      </td>
      <td>{item.by.name || <span className={form.quiet}>{t("audit.byItself")}</span>}</td>
      <td>
        <span className={classes.what}>{type ? t(`audit.type.${type}`) : item.type}</span>
        <Subject item={item} />
      </td>
      <td>
        <Changes changes={item.changes} />
      </td>
    </tr>
  );
}

function Subject({ item: { alert_id, subject } }: { item: AuditItem }) {
  const { t } = useTranslation();
  if (alert_id) {
    return (
      <Link
        to="/inbox/$section/$alertId"
        params={{ section: "inbox", alertId: alert_id }}
        className={classes.case}
      >
        {t("audit.caseOf", { id: referenceOf(alert_id) })}
      </Link>
    );
  }
  if (!subject) return null;
  const kind = subjectKinds.find((known): known is SubjectKind => known === subject.kind);
  return (
    <span className={form.sub}>
      {kind ? t(`audit.kind.${kind}`) : subject.kind} {subject.name ?? subject.id}
    </span>
  );
}

function Changes({ changes }: Pick<AuditItem, "changes">) {
  const { t, i18n } = useTranslation();
  const words = useValueWords();
  const entries = Object.entries(changes);
  if (entries.length === 0) return <span className={form.quiet}>–</span>;
  const key = (field: string) => `audit.field.${field}`;
  return (
    <dl className={classes.changes}>
      {entries.map(([field, [before, after]]) => (
        <div key={field}>
          <dt>{i18n.exists(key(field)) ? i18n.t(key(field) as "audit.field.status") : field}</dt>
          <dd>
            <del>
              <span className="visually-hidden">{t("rules.history.before")} </span>
              {words(field, before)}
            </del>{" "}
            <span aria-hidden="true">→</span>{" "}
            <ins>
              <span className="visually-hidden">{t("rules.history.after")} </span>
              {words(field, after)}
            </ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}
