import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Score as ScoreValue } from "@/api/types";
import { Score } from "@/components/ui/Score";
import { useNow } from "@/lib/clock";
import { useFormat } from "@/lib/format";
import { useStatusLabel } from "@/lib/status";
import { type HistoryItem, useHistory } from "../api/useCustomer";
import classes from "./History.module.css";

interface HistoryProps {
  respondentId: string | null;
  /** The case that is open: it is no history of itself. */
  alertId: string;
}

/** What the same customer sent before, with a link to what became a case. */
export function History({ respondentId, alertId }: HistoryProps) {
  const { t } = useTranslation();
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useHistory(respondentId);
  const items = (data?.pages.flatMap(({ history }) => history.items) ?? []).filter(
    (item) => item.type === "feedback" || item.row.id !== alertId,
  );
  if (items.length === 0) return null;
  return (
    <section className={classes.history}>
      <h3>
        {t("history.title")}{" "}
        <span>{hasNextPage ? t("app.more", { count: items.length }) : items.length}</span>
      </h3>
      <ul>
        {items.map((item) =>
          item.type === "alert" ? (
            <li key={item.row.id}>
              <Link className={classes.entry} to="/alerts/$alertId" params={{ alertId: item.row.id }}>
                <Entry
                  score={item.row.score}
                  words={item.row.excerpt}
                  place={item.row.place?.name}
                  at={item.row.created_at}
                  status={item.row.status}
                />
              </Link>
            </li>
          ) : (
            <li key={item.id} className={classes.entry}>
              <Entry
                score={item.score}
                words={item.excerpt}
                place={item.place?.name}
                at={item.submitted_at}
              />
            </li>
          ),
        )}
      </ul>
      {hasNextPage && (
        <button
          type="button"
          className={classes.more}
          disabled={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {t("history.more")}
        </button>
      )}
    </section>
  );
}

interface EntryProps {
  score: ScoreValue | null;
  words: string;
  place: string | undefined;
  at: string;
  status?: Extract<HistoryItem, { type: "alert" }>["row"]["status"];
}

function Entry({ score, words, place, at, status }: EntryProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const label = useStatusLabel();
  const parts = [place, format.date(at, now), status && label(status)].filter(Boolean);
  return (
    <>
      <Score score={score} look="small" />
      <span className={classes.text}>
        <span className={classes.words} dir="auto">
          {words || t("list.noComment")}
        </span>
        <span className={classes.meta} title={format.absolute(at)}>
          {parts.join(" · ")}
        </span>
      </span>
    </>
  );
}
