import { CopyButton } from "@/components/ui/CopyButton";
import classes from "./form.module.css";

interface SecretOnceProps {
  label: string;
  hint: string;
  value: string;
  copyLabel: string;
}

/** Something secret, shown this once: with a copy button, and said to be gone afterwards. */
export function SecretOnce({ label, hint, value, copyLabel }: SecretOnceProps) {
  return (
    <div>
      <span className={classes.label}>{label}</span>
      <div className={classes.once}>
        <code>{value}</code>
        <CopyButton text={value} label={copyLabel} />
      </div>
      <p className={classes.hint}>{hint}</p>
    </div>
  );
}
