import { Popover } from "@mantine/core";
import { type ReactNode, useState } from "react";
import classes from "./Explain.module.css";

interface ExplainProps {
  /** What pressing it tells, read out in front of what is shown. */
  label: string;
  /** What is shown, and pressed. */
  children: ReactNode;
  title: string;
  lines: readonly { key: string; label: ReactNode; value: ReactNode }[];
  /** A sentence under the lines. */
  note?: ReactNode;
  /** At the end of its line: what opens stays under it. */
  end?: boolean;
}

/** A sign that says more when pressed. */
export function Explain({ label, children, title, lines, note, end }: ExplainProps) {
  const [open, setOpen] = useState(false);
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position={end ? "bottom-end" : "bottom-start"}
      shadow="sm"
      radius="lg"
      offset={6}
      width={300}
      withinPortal={false}
      transitionProps={{ duration: 120 }}
    >
      <Popover.Target>
        <button type="button" className={classes.sign} title={label} onClick={() => setOpen(!open)}>
          <span className="visually-hidden">{label}</span>
          {children}
        </button>
      </Popover.Target>
      <Popover.Dropdown className={classes.box} aria-label={title}>
        <p className={classes.title}>{title}</p>
        <dl className={classes.lines}>
          {lines.map((line) => (
            <div key={line.key}>
              <dt>{line.label}</dt>
              <dd>{line.value}</dd>
            </div>
          ))}
        </dl>
        {note && <p className={classes.note}>{note}</p>}
      </Popover.Dropdown>
    </Popover>
  );
}
