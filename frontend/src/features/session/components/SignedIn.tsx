import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Late } from "@/components/ui/Bone";
import type { Config } from "@/lib/config";
import { useSession } from "../context";
import classes from "./SignedIn.module.css";
import { SignInPage } from "./SignInPage";

interface SignedInProps {
  config: Config;
  /** Opens the path that was asked for before signing in. */
  onDone: (path: string) => void;
}

/** The return from the identity provider: ends the sign-in, then opens the page asked for. */
export function SignedIn({ config, onDone }: SignedInProps) {
  const { t } = useTranslation();
  const session = useSession();
  const [failed, setFailed] = useState(false);
  const started = useRef(false);
  const done = useRef(onDone);
  done.current = onDone;

  useEffect(() => {
    // The code works once: a second run of the effect must not spend it again.
    if (started.current) return;
    started.current = true;
    session.finish().then(
      (path) => path && done.current(path),
      () => setFailed(true),
    );
  }, [session]);

  if (failed) return <SignInPage config={config} path="/" failed />;
  return (
    <main className={classes.page} aria-busy="true">
      <Late>
        <p role="status">{t("signIn.working")}</p>
      </Late>
    </main>
  );
}
