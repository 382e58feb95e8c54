import type { ReactNode } from "react";
import classes from "./form.module.css";

interface FormSectionProps {
  title: string;
  /** What it decides, in a sentence. */
  lead?: ReactNode;
  children: ReactNode;
}

/** A part of a page: its name, what it decides, its fields. */
export function FormSection({ title, lead, children }: FormSectionProps) {
  return (
    <section className={classes.section} aria-label={title}>
      <div>
        <h2>{title}</h2>
        {lead && <p className={classes.lead}>{lead}</p>}
      </div>
      {children}
    </section>
  );
}
