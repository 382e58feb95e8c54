import { defaultRangeExtractor, type Range, useVirtualizer } from "@tanstack/react-virtual";
import {
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useCallback,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
} from "react";
import { useTranslation } from "react-i18next";
import type { AlertRow } from "@/api/types";
import { useNow } from "@/lib/clock";
import { density } from "@/lib/density";
import { useLayout } from "@/lib/layout";
import { linesOf } from "../lines";
import type { Picking } from "../useSelection";
import classes from "./AlertList.module.css";
import { GroupHeading } from "./GroupHeading";
import { PickBox } from "./PickBox";
import { Row } from "./Row";
import { useFolding } from "./useFolding";

export interface ListHandle {
  /** Scrolls to a case and gives it the keyboard focus. */
  focus(id: string): void;
  toTop(): void;
}

interface AlertListProps {
  ref?: Ref<ListHandle>;
  rows: readonly AlertRow[];
  /** Headings by time left; closed cases have none. */
  grouped: boolean;
  label: string;
  selectedId: string | undefined;
  /** The row that holds the tab stop. */
  cursorId: string | undefined;
  hasMore: boolean;
  onMore: () => void;
  /** What is picked to be worked on together; absent for who may not. */
  picking: Picking | undefined;
  presence: ((id: string) => ReactNode) | undefined;
  /** Under the last row, when there is more to say than that more is loading. */
  foot?: ReactNode;
  hrefOf: (id: string) => string;
  onOpen: (id: string) => void;
  onMove: (delta: 1 | -1 | "first" | "last") => void;
  /** Names the list, to come back to the same scroll position. */
  scrollKey: string;
}

const HEADING = 32;
const offsets = new Map<string, number>();
const moves: Record<string, 1 | -1 | "first" | "last"> = {
  ArrowDown: 1,
  ArrowUp: -1,
  Home: "first",
  End: "last",
};

/** The virtual list: an ARIA grid whose rows are links, under sticky group headings. */
export function AlertList(props: AlertListProps) {
  const { rows, selectedId, hasMore, onMore, hrefOf, onOpen, scrollKey, picking } = props;
  const { t } = useTranslation();
  const now = useNow();
  const phone = useLayout() === "phone";
  const compact = density.use() === "compact" && !phone;
  const rowHeight = phone ? 89 : compact ? 57 : 81;
  const scroller = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const lines = useMemo(
    () => linesOf(rows, props.grouped, hasMore, now),
    [rows, props.grouped, hasMore, now],
  );
  const headings = useMemo(
    () => lines.flatMap((line, index) => (line.kind === "heading" ? [index] : [])),
    [lines],
  );
  const sticky = useRef(-1);

  const rangeExtractor = useCallback(
    (range: Range) => {
      sticky.current = headings.findLast((index) => index <= range.startIndex) ?? -1;
      const visible = defaultRangeExtractor(range);
      return sticky.current < 0 || visible.includes(sticky.current) ? visible : [sticky.current, ...visible];
    },
    [headings],
  );

  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (lines[index]?.kind === "heading" ? HEADING : rowHeight),
    getItemKey: (index) => {
      const line = lines[index];
      return line?.kind === "row" ? line.row.id : `heading-${line?.group}`;
    },
    rangeExtractor,
    overscan: 6,
    initialOffset: () => offsets.get(scrollKey) ?? 0,
    scrollPaddingStart: HEADING,
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: rows of another height are measured anew
  useEffect(() => {
    virtual.measure();
  }, [virtual, rowHeight]);

  useFolding(body, rows.length, scrollKey);

  const lastShown = virtual.getVirtualItems().at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && lastShown >= lines.length - 6) onMore();
  }, [hasMore, lastShown, lines.length, onMore]);

  useImperativeHandle(
    props.ref,
    () => ({
      focus(id) {
        const index = lines.findIndex((line) => line.kind === "row" && line.row.id === id);
        if (index < 0) return;
        virtual.scrollToIndex(index, { align: "auto" });
        const focus = () => {
          const row = scroller.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`);
          row?.focus({ preventScroll: true });
          return row !== null && row !== undefined;
        };
        // A row scrolled to from far away exists only after the next frame.
        if (!focus()) requestAnimationFrame(() => requestAnimationFrame(focus));
      },
      toTop: () => virtual.scrollToOffset(0),
    }),
    [lines, virtual],
  );

  function onKeyDown(event: KeyboardEvent) {
    const move = moves[event.key];
    if (move === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    props.onMove(move);
  }

  const many = picking?.selection.picking ?? false;
  const isPicked = (id: string) =>
    picking !== undefined && (picking.selection.whole !== null || picking.selection.ids.has(id));
  const tabStop = rows.some(({ id }) => id === props.cursorId) ? props.cursorId : rows[0]?.id;
  return (
    <div
      ref={scroller}
      className={classes.scroller}
      onScroll={(event) => offsets.set(scrollKey, event.currentTarget.scrollTop)}
    >
      <div
        ref={body}
        role="grid"
        aria-label={props.label}
        aria-rowcount={hasMore ? -1 : lines.length}
        aria-colcount={picking ? 2 : 1}
        aria-multiselectable={picking ? true : undefined}
        className={classes.body}
        style={{ height: virtual.getTotalSize() }}
        onKeyDown={onKeyDown}
      >
        {virtual.getVirtualItems().map((item) => {
          const line = lines[item.index];
          if (!line) return null;
          const stuck = item.index === sticky.current;
          const selected = line.kind === "row" && line.row.id === selectedId;
          const chosen = line.kind === "row" && isPicked(line.row.id);
          return (
            // biome-ignore lint/a11y/useFocusableInteractive: the focus stands on the link inside the row
            <div
              key={item.key}
              role="row"
              aria-rowindex={item.index + 1}
              aria-selected={line.kind === "row" ? (many ? chosen : selected) : undefined}
              className={classes.line}
              data-stuck={stuck || undefined}
              data-pickable={(picking && line.kind === "row") || undefined}
              data-picking={(many && line.kind === "row") || undefined}
              data-picked={chosen || undefined}
              style={{ height: item.size, transform: stuck ? undefined : `translateY(${item.start}px)` }}
            >
              {picking && line.kind === "row" && (
                // biome-ignore lint/a11y/useFocusableInteractive: as above
                <div role="gridcell">
                  <PickBox
                    name={line.row.respondent_name ?? t("list.anonymous")}
                    checked={chosen}
                    shown={many}
                    onPick={(range) => picking.pick(line.row.id, range)}
                  />
                </div>
              )}
              {/* biome-ignore lint/a11y/useFocusableInteractive: as above */}
              <div role="gridcell" aria-colspan={picking && line.kind === "heading" ? 2 : undefined}>
                {line.kind === "heading" ? (
                  <GroupHeading group={line.group} count={line.count} complete={line.complete} />
                ) : (
                  <Row
                    row={line.row}
                    href={hrefOf(line.row.id)}
                    selected={selected}
                    compact={compact}
                    focusable={line.row.id === tabStop}
                    onOpen={onOpen}
                    onPick={picking?.pick}
                    presence={props.presence}
                  />
                )}
              </div>
            </div>
          );
        })}
      </div>
      {props.foot}
      {hasMore && !props.foot && (
        <p className={classes.more} role="status">
          {t("list.loadingMore")}
        </p>
      )}
    </div>
  );
}
