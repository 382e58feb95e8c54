import { useQueryClient } from "@tanstack/react-query";
import { Outlet, useLocation } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problem";
import type { Me } from "@/api/types";
import { Button } from "@/components/ui/Button";
import { Empty } from "@/components/ui/Empty";
import { IconAlertCircle, IconCircleOff } from "@/components/ui/Icons";
import { useMeQuery } from "@/features/session/api/useMe";
import { ExpiredDialog } from "@/features/session/components/ExpiredDialog";
import { SignInPage } from "@/features/session/components/SignInPage";
import { useSession, useSessionStatus } from "@/features/session/context";
import { openDrafts } from "@/lib/drafts";
import { isLanguage, setLanguage, storedLanguage } from "@/lib/i18n";
import { MeContext } from "@/lib/me";
import { ZoneContext } from "@/lib/zone";
import { useConfig } from "./config";
import { ShellSkeleton } from "./shell/ShellSkeleton";

/** Signed out: the sign-in page, at the address asked for. Signed in: the product. */
export function Gate() {
  const config = useConfig();
  const status = useSessionStatus();
  const client = useQueryClient();
  const path = useLocation({ select: (location) => location.href });
  const asked = useRef(path);
  const signedIn = status === "in" || status === "expired";
  const me = useMeQuery(signedIn);

  if (status === "starting") return null;
  if (!signedIn) return <SignInPage config={config} path={pathAsked(asked.current)} />;
  return (
    <>
      {me.data ? (
        <Inside me={me.data} />
      ) : me.error ? (
        <MeFailed error={me.error} onRetry={me.refetch} />
      ) : (
        <ShellSkeleton />
      )}
      <ExpiredDialog onSignedIn={() => client.invalidateQueries()} />
    </>
  );
}

// Home leads to the inbox by itself: only another address is worth naming on the sign-in page.
function pathAsked(path: string): string {
  return /^\/inbox\/inbox\/?$/.test(path) ? "/" : path;
}

function Inside({ me }: { me: Me }) {
  const opened = useRef("");
  if (opened.current !== me.id) {
    opened.current = me.id;
    openDrafts(me.id);
  }
  useEffect(() => {
    if (!storedLanguage() && isLanguage(me.locale)) void setLanguage(me.locale, { keep: false });
  }, [me.locale]);
  return (
    <MeContext value={me}>
      <ZoneContext value={me.tenant.zone}>
        <Outlet />
      </ZoneContext>
    </MeContext>
  );
}

function MeFailed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation();
  const session = useSession();
  const problem = asProblem(error);
  const refused = problem.status === 403 || problem.status === 404;
  return (
    <main style={{ display: "grid", minHeight: "100%" }}>
      <Empty
        icon={refused ? IconCircleOff : IconAlertCircle}
        title={t(refused ? "session.noAccount" : "session.meFailed")}
        as="h1"
      >
        <p>{t(refused ? "session.noAccountText" : "session.meFailedText")}</p>
        {problem.requestId && <p>{t("app.request", { id: problem.requestId })}</p>}
        <p style={{ display: "flex", justifyContent: "center", gap: 8, marginTop: 16 }}>
          {!refused && <Button onClick={onRetry}>{t("app.retry")}</Button>}
          <Button onClick={() => session.signOut()}>{t("session.leave")}</Button>
        </p>
      </Empty>
    </main>
  );
}
