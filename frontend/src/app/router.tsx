import { createRootRoute, createRoute, createRouter, redirect } from "@tanstack/react-router";
import { isSection, sections } from "@/api/types";
import { Gate } from "./Gate";
import { InboxPage } from "./inbox/InboxPage";
import { readSearch } from "./inbox/search";
import { manageRoutes } from "./manage/routes";
import { PageNotFound } from "./NotFound";
import { ReturnPage } from "./ReturnPage";

const root = createRootRoute({ notFoundComponent: PageNotFound });

const signedIn = createRoute({ getParentRoute: () => root, path: "/signed-in", component: ReturnPage });

const gate = createRoute({ getParentRoute: () => root, id: "gate", component: Gate });

const home = createRoute({
  getParentRoute: () => gate,
  path: "/",
  beforeLoad() {
    throw redirect({ to: "/inbox/$section", params: { section: sections[0] }, replace: true });
  },
});

/** The link of the mails: the case beside the whole inbox. */
const deepLink = createRoute({
  getParentRoute: () => gate,
  path: "/alerts/$alertId",
  beforeLoad({ params }) {
    const { alertId } = params;
    throw redirect({
      to: "/inbox/$section/$alertId",
      params: { section: sections[0], alertId },
      replace: true,
    });
  },
});

const inbox = createRoute({
  getParentRoute: () => gate,
  path: "/inbox/$section",
  validateSearch: readSearch,
  beforeLoad({ params }) {
    if (!isSection(params.section)) {
      throw redirect({ to: "/inbox/$section", params: { section: sections[0] }, replace: true });
    }
  },
  component: InboxPage,
});

const alert = createRoute({ getParentRoute: () => inbox, path: "$alertId" });

const tree = root.addChildren([
  signedIn,
  gate.addChildren([home, deepLink, inbox.addChildren([alert]), manageRoutes(gate)]),
]);

export function createAppRouter() {
  return createRouter({ routeTree: tree, defaultPreload: false, scrollRestoration: false });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
