import { type CSSProperties, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/components/ui/IconButton";
import { IconChevronLeft, IconChevronRight } from "@/components/ui/Icons";
import { Scroll } from "@/components/ui/Scroll";
import { Segmented } from "@/components/ui/Segmented";
import { Tag } from "@/components/ui/Tag";
import { useNow } from "@/lib/clock";
import { useFormat } from "@/lib/format";
import { type Branch, treeOf } from "../mapping";
import type { Delivery } from "../types";
import classes from "./PayloadView.module.css";

interface PayloadViewProps {
  deliveries: readonly Delivery[];
  index: number;
  onIndex: (index: number) => void;
  numbers: ReadonlyMap<string, number>;
}

/** One delivery: what was read of it, tied to the mapping by numbers, or all that came. */
export function PayloadView({ deliveries, index, onIndex, numbers }: PayloadViewProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const [shown, setShown] = useState<"read" | "raw">("read");
  const delivery = deliveries[index] as Delivery;
  const last = deliveries.length - 1;
  const raw = shown === "raw" || delivery.cells.length === 0;
  const text =
    typeof delivery.payload === "string" ? delivery.payload : JSON.stringify(delivery.payload, null, 2);
  return (
    <section className={classes.payload} aria-label={t("sources.delivery.title")}>
      <header className={classes.head}>
        <h3>{t(index === 0 ? "sources.delivery.last" : "sources.delivery.title")}</h3>
        <time dateTime={delivery.received_at} title={format.absolute(delivery.received_at)}>
          {format.moment(delivery.received_at, now)}
        </time>
        <span className={classes.turn}>
          <IconButton
            icon={IconChevronLeft}
            label={t("sources.delivery.older")}
            aria-disabled={index === last}
            onClick={() => index < last && onIndex(index + 1)}
          />
          <IconButton
            icon={IconChevronRight}
            label={t("sources.delivery.newer")}
            aria-disabled={index === 0}
            onClick={() => index > 0 && onIndex(index - 1)}
          />
        </span>
      </header>
      <div className={classes.kind}>
        <Segmented
          label={t("sources.delivery.show")}
          value={raw ? "raw" : "read"}
          choices={[
            { value: "read", label: t("sources.delivery.read") },
            { value: "raw", label: t("sources.delivery.raw") },
          ]}
          onChange={setShown}
        />
        {delivery.code && <Tag tone="soon">{t("sources.delivery.waits")}</Tag>}
      </div>
      <Scroll className={classes.text} label={t("sources.delivery.show")}>
        {raw ? (
          <pre>{text}</pre>
        ) : (
          treeOf(delivery.cells).map((branch) => (
            <Line key={branch.path} branch={branch} depth={0} numbers={numbers} />
          ))
        )}
      </Scroll>
    </section>
  );
}

interface LineProps {
  branch: Branch;
  depth: number;
  numbers: ReadonlyMap<string, number>;
}

function Line({ branch, depth, numbers }: LineProps) {
  const { name, cell, inside } = branch;
  const number = cell && numbers.get(cell.path);
  return (
    <>
      <div
        className={classes.line}
        style={{ "--depth": depth } as CSSProperties}
        title={cell && cell.label !== name ? cell.label : undefined}
      >
        <span className={classes.name}>{name}</span>
        {cell && (
          <span className={classes.value} data-taken={number !== undefined || undefined}>
            {JSON.stringify(cell.value)}
          </span>
        )}
        {number !== undefined && <span className={classes.number}>{number}</span>}
      </div>
      {inside.map((one) => (
        <Line key={one.path} branch={one} depth={depth + 1} numbers={numbers} />
      ))}
    </>
  );
}
