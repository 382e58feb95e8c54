import { useTranslation } from "react-i18next";
import { Scroll } from "@/components/ui/Scroll";
import table from "@/components/ui/Table.module.css";
import { useNow } from "@/lib/clock";
import { useFormat } from "@/lib/format";
import { useLines } from "../api/useImports";
import classes from "../pages/imports.module.css";
import type { Report } from "../types";

/** The first lines as the feedback they become. */
export function FirstRows({ preview }: Pick<Report, "preview">) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  if (preview.length === 0) return null;
  return (
    <section>
      <h2>{t("imports.preview")}</h2>
      <Scroll className={classes.scroll} label={t("imports.preview")}>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">{t("roles.submitted_at")}</th>
              <th scope="col">{t("roles.score")}</th>
              <th scope="col">{t("roles.comment")}</th>
              <th scope="col">{t("roles.place")}</th>
            </tr>
          </thead>
          <tbody>
            {preview.map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the lines have no id and never move
              <tr key={index}>
                <td>{row.submitted_at ? format.moment(row.submitted_at, now) : "–"}</td>
                <td>
                  {row.score
                    ? t("score.of", {
                        value: format.number(row.score.value),
                        max: format.number(row.score.max),
                      })
                    : "–"}
                </td>
                <td className={classes.comment}>{row.comment ?? "–"}</td>
                <td>{row.place_code ?? "–"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}

const codes = [
  "ragged",
  "bad_quoting",
  "nul",
  "bad_encoding",
  "bad_score",
  "bad_time",
  "too_complex",
  "id_conflict",
] as const;

/** What is wrong with which line. */
export function BadLines({ id }: { id: string }) {
  const { t } = useTranslation();
  const query = useLines(id, true);
  const items = query.data?.items ?? [];
  if (items.length === 0) return null;
  const shown = items.slice(0, 100);
  return (
    <section>
      <h2>{t("imports.lines.title")}</h2>
      <Scroll className={classes.scroll} label={t("imports.lines.title")}>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col" className={table.figure}>
                {t("imports.lines.line")}
              </th>
              <th scope="col">{t("imports.lines.column")}</th>
              <th scope="col">{t("imports.lines.problem")}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ line, path, code, message }, index) => {
              const known = codes.find((one) => one === code);
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: a line may fail twice; they never move
                <tr key={index}>
                  <td className={table.figure}>{line}</td>
                  <td>{path || "–"}</td>
                  <td>{known ? t(`imports.codes.${known}`) : message}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Scroll>
      {(items.length > shown.length || query.data?.next_cursor) && (
        <p className={classes.more}>{t("imports.lines.more", { count: shown.length })}</p>
      )}
    </section>
  );
}
