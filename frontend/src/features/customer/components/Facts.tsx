import type { ReactNode } from "react";
import classes from "./CustomerPanel.module.css";

interface FactsProps {
  title: string;
  facts: readonly [label: string, value: string][];
  /** The steps of a place, from the network down. */
  children?: ReactNode;
}

/** A titled block of labels and values. */
export function Facts({ title, facts, children }: FactsProps) {
  return (
    <section className={classes.section}>
      <h3>{title}</h3>
      {facts.length > 0 && (
        <dl className={classes.facts}>
          {facts.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {children && <p className={classes.path}>{children}</p>}
    </section>
  );
}
