import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/components/ui/IconButton";
import { IconAt, IconCheck, IconCopy, IconPhone } from "@/components/ui/Icons";
import classes from "./CustomerPanel.module.css";

interface ContactLineProps {
  kind: "phone" | "email";
  value: string;
  copyable: boolean;
}

/** A phone number in pairs when it is a French one, else as given. */
function readable(kind: "phone" | "email", value: string): string {
  const digits = value.replace(/[\s.-]/g, "");
  return kind === "phone" && /^0\d{9}$/.test(digits) ? digits.replace(/(\d\d)(?=\d)/g, "$1\u00a0") : value;
}

export function ContactLine({ kind, value, copyable }: ContactLineProps) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const Icon = kind === "phone" ? IconPhone : IconAt;

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);

  return (
    <li>
      <Icon size={16} stroke={1.75} aria-hidden />
      <span className={classes.value}>{readable(kind, value)}</span>
      {copyable && (
        <IconButton
          className={classes.copy}
          icon={copied ? IconCheck : IconCopy}
          iconSize={16}
          label={t(
            copied ? "customer.copied" : kind === "phone" ? "customer.copyPhone" : "customer.copyEmail",
          )}
          onClick={() => navigator.clipboard.writeText(value).then(() => setCopied(true))}
        />
      )}
      <span className="visually-hidden" role="status">
        {copied ? t("customer.copied") : ""}
      </span>
    </li>
  );
}
