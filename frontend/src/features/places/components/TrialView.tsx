import { useTranslation } from "react-i18next";
import form from "@/components/form/form.module.css";
import { Scroll } from "@/components/ui/Scroll";
import table from "@/components/ui/Table.module.css";
import { useFormat } from "@/lib/format";
import type { Trial } from "../api/useDirectoryFile";
import classes from "./places.module.css";

const figures = ["lines", "added", "changed", "removed", "unchanged"] as const;
const SHOWN = 100;

/** What a file would change, and what is wrong with which line. */
export function TrialView({ trial }: { trial: Trial }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <section aria-label={t("directory.trial")} className={form.form}>
      <div role="status">
        <dl className={classes.figures}>
          {figures.map((name) => (
            <div key={name}>
              <dt>{t(`directory.figure.${name}`)}</dt>
              <dd>{format.number(trial[name])}</dd>
            </div>
          ))}
          <div data-bad={trial.errors.length > 0 || undefined}>
            <dt>{t("directory.figure.errors")}</dt>
            <dd>{format.number(trial.errors.length)}</dd>
          </div>
        </dl>
      </div>
      {trial.errors.length > 0 && (
        <Scroll label={t("directory.errors")} className={form.scroll}>
          <table className={table.table}>
            <thead>
              <tr>
                <th scope="col" className={table.figure} style={{ width: "1%" }}>
                  {t("directory.line")}
                </th>
                <th scope="col">{t("directory.column")}</th>
                <th scope="col">{t("directory.fault")}</th>
              </tr>
            </thead>
            <tbody>
              {trial.errors.slice(0, SHOWN).map(({ line, path, message }) => (
                <tr key={`${line} ${path} ${message}`}>
                  <td className={table.figure}>{format.number(line)}</td>
                  <td>{path.replace(/^\$\.?/, "")}</td>
                  <td>{message}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {trial.errors.length > SHOWN && (
        <p className={form.hint}>{t("team.andMore", { count: trial.errors.length - SHOWN })}</p>
      )}
    </section>
  );
}
