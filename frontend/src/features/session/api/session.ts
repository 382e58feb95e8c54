import { type User, UserManager, WebStorageStateStore } from "oidc-client-ts";
import type { Config } from "@/lib/config";
import { safePath } from "@/lib/deep-link";

export type SessionStatus = "starting" | "out" | "in" | "expired";

export interface Session {
  status(): SessionStatus;
  subscribe(listener: () => void): () => void;
  /** Reads a session that this tab already holds. */
  start(): Promise<void>;
  /** Leaves for the sign-in page of the identity provider; `path` is where to come back to. */
  signIn(path: string): Promise<void>;
  /** Signs in again in a window of its own, so that this page keeps what was typed. */
  signInAgain(): Promise<void>;
  /** Ends a return from the identity provider and tells the path to open. */
  finish(): Promise<string>;
  signOut(): Promise<void>;
  /** A token that is still valid, renewed when needed; null when there is none. */
  token(): Promise<string | null>;
  /** After the API refused a token: another one, or null once the session has expired. */
  renewed(refused: string | null): Promise<string | null>;
}

/** Seconds before its end at which a token is no longer sent. */
const MARGIN = 20;

function usable(user: User | null): user is User {
  return user !== null && (user.expires_in ?? 0) > MARGIN;
}

export function createSession(config: Config): Session {
  const { auth } = config;
  const manager = new UserManager({
    authority: auth.authority,
    client_id: auth.client_id,
    redirect_uri: auth.redirect_uri,
    post_logout_redirect_uri: auth.post_logout_redirect_uri,
    response_type: "code",
    scope: auth.scope,
    metadata: auth.metadata,
    // Tokens live as long as the tab. The request state is shared: the sign-in window reads it too.
    userStore: new WebStorageStateStore({ store: window.sessionStorage }),
    stateStore: new WebStorageStateStore({ store: window.localStorage }),
    automaticSilentRenew: false,
    monitorSession: false,
    loadUserInfo: false,
    accessTokenExpiringNotificationTimeInSeconds: 60,
  });

  const listeners = new Set<() => void>();
  let status: SessionStatus = "starting";
  let user: User | null = null;

  function become(next: SessionStatus, holder: User | null = user): void {
    user = holder;
    status = next;
    for (const listener of listeners) listener();
  }

  function held(): string | null {
    return usable(user) ? user.access_token : null;
  }

  // One tab renews at a time: with rotating refresh tokens the second renewal would end the session.
  async function renew(): Promise<boolean> {
    try {
      return await navigator.locks.request("boucle.renew", async () => {
        const stored = await manager.getUser();
        if (stored && (stored.expires_in ?? 0) > 90) {
          become("in", stored);
          return true;
        }
        if (!stored?.refresh_token) return false;
        const next = await manager.signinSilent();
        if (next) become("in", next);
        return next !== null;
      });
    } catch {
      return false;
    }
  }

  manager.events.addAccessTokenExpiring(() => void renew());
  manager.events.addAccessTokenExpired(async () => {
    if (status === "in" && !(await renew())) become("expired");
  });

  return {
    status: () => status,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async start() {
      void manager.clearStaleState();
      const stored = await manager.getUser();
      user = stored;
      if (usable(stored) || (stored && (await renew()))) become("in", user);
      else become("out", null);
    },
    async signIn(path) {
      await manager.signinRedirect({ state: { path: safePath(path) } });
    },
    async signInAgain() {
      const before = user?.profile.sub;
      const again = await manager.signinPopup();
      // Somebody else signed in: their page must not hold the first person's drafts or data.
      if (before && again.profile.sub !== before) window.location.assign("/");
      else become("in", again);
    },
    async finish() {
      const finished = await manager.signinCallback();
      // A sign-in window hands its answer to the page that opened it and has nothing to open itself.
      if (!finished || window.opener) return "";
      become("in", finished);
      return safePath((finished.state as { path?: unknown } | undefined)?.path);
    },
    async signOut() {
      const { client_id, post_logout_redirect_uri } = auth;
      become("out", null);
      // Cognito names the two parameters of its sign-out in its own way.
      await manager.signoutRedirect({
        extraQueryParams: { client_id, logout_uri: post_logout_redirect_uri },
      });
    },
    async token() {
      if (usable(user)) return user.access_token;
      if (status === "in" && !(await renew())) become("expired");
      return held();
    },
    async renewed(refused) {
      if (usable(user) && user.access_token !== refused) return user.access_token;
      if (status === "in") {
        const stored = await manager.getUser();
        const next = stored?.refresh_token ? await manager.signinSilent().catch(() => null) : null;
        if (next && next.access_token !== refused) {
          become("in", next);
          return next.access_token;
        }
        become("expired");
      }
      return null;
    },
  };
}
