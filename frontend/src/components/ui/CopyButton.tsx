import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "./CopyButton.module.css";
import { IconCheck, IconCopy } from "./Icons";

/** Puts a text on the clipboard and says so for a moment. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  const Icon = copied ? IconCheck : IconCopy;
  return (
    <button
      type="button"
      className={classes.copy}
      aria-label={label}
      onClick={() =>
        void navigator.clipboard.writeText(text).then(
          () => setCopied(true),
          // A browser that refuses leaves the text to be selected by hand.
          () => setCopied(false),
        )
      }
    >
      <Icon size={16} stroke={1.75} aria-hidden />
      <span role="status">{t(copied ? "jobs.copied" : "jobs.copy")}</span>
    </button>
  );
}
