import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CopyButton } from "@/components/ui/CopyButton";
import { useNow } from "@/lib/clock";
import { useFormat } from "@/lib/format";
import type { Kind, Source } from "../types";
import classes from "./Access.module.css";
import { CredentialDialog } from "./CredentialDialog";
import { RotateDialog } from "./RotateDialog";

/** What the tool and Boucle prove themselves with: the address, the secret, the access to the answers. */
export function Access({ source, kind }: { source: Source; kind: Kind | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const [open, setOpen] = useState<"address" | "secret" | "credential" | null>(null);
  const since = (moment: string | null, given: "sources.shownOnce" | "sources.givenOn") =>
    moment ? t(given, { day: format.date(moment, now) }) : t("sources.missing");
  const theirs = kind?.secret === "theirs";
  const replace = (what: "address" | "secret" | "credential", present: boolean) => (
    <button
      type="button"
      className={classes.replace}
      aria-label={t(present ? `sources.${what}.replaceShort` : `sources.${what}.giveShort`)}
      onClick={() => setOpen(what)}
    >
      {t(present ? "sources.replace" : "sources.giveIt")}
    </button>
  );
  return (
    <div className={classes.access}>
      <div className={classes.address}>
        <span className={classes.label}>{t("sources.address.label")}</span>
        <div className={classes.box}>
          {source.address ? (
            <>
              <code>{source.address}</code>
              <CopyButton text={source.address} label={t("sources.address.copy")} />
            </>
          ) : (
            <span>{t("sources.address.hidden", { hint: source.address_hint ?? "…" })}</span>
          )}
          {replace("address", true)}
        </div>
      </div>
      {kind && kind.secret !== "none" && (
        <div>
          <span className={classes.label}>{t("sources.secret.label")}</span>
          <div className={classes.box} data-missing={!source.secret_set_at || undefined}>
            <span>{since(source.secret_set_at, theirs ? "sources.givenOn" : "sources.shownOnce")}</span>
            {replace("secret", source.secret_set_at !== null)}
          </div>
        </div>
      )}
      {kind && source.thin && (
        <div>
          <span className={classes.label}>{t("sources.credential.label", { tool: kind.name })}</span>
          <div className={classes.box} data-missing={!source.credential_set_at || undefined}>
            <span>{since(source.credential_set_at, "sources.givenOn")}</span>
            {replace("credential", source.credential_set_at !== null)}
          </div>
        </div>
      )}
      {open === "credential" && kind && (
        <CredentialDialog source={source} kind={kind} onClose={() => setOpen(null)} />
      )}
      {(open === "address" || open === "secret") && (
        <RotateDialog
          source={source}
          what={open}
          theirs={theirs}
          replaces={open === "address" || source.secret_set_at !== null}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  );
}
