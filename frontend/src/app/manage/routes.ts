import { type AnyRoute, createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import * as z from "zod/mini";
import { adminRoutes } from "./adminRoutes";
import { withMore, withTexts } from "./texts";

const text = () => z.catch(z.optional(z.string().check(z.minLength(1))), undefined);
/** The findings of one rule only. */
const ofRule = z.object({ rule: text() });
/** A new rule that starts as a copy. */
const copyOf = z.object({ from: text() });

/** The routes of "Gérer". Every page is a file of its own: none loads with the daily screens. */
export function manageRoutes<Parent extends AnyRoute>(parent: Parent) {
  const manage = createRoute({
    getParentRoute: () => parent,
    path: "/manage",
    component: lazyRouteComponent(() => withTexts(import("./ManagePage")), "ManagePage"),
  });
  const home = createRoute({
    getParentRoute: () => manage,
    path: "/",
    beforeLoad() {
      throw redirect({ to: "/manage/rules", replace: true });
    },
  });
  const rules = createRoute({
    getParentRoute: () => manage,
    path: "rules",
    component: lazyRouteComponent(() => withTexts(import("@/features/rules/pages/RulesPage")), "RulesPage"),
  });
  const findings = createRoute({
    getParentRoute: () => manage,
    path: "rules/findings",
    validateSearch: (value) => z.parse(ofRule, value),
    component: lazyRouteComponent(
      () => withTexts(import("@/features/rules/pages/FindingsPage")),
      "FindingsPage",
    ),
  });
  const rule = createRoute({
    getParentRoute: () => manage,
    path: "rules/$ruleId",
    validateSearch: (value) => z.parse(copyOf, value),
    component: lazyRouteComponent(() => withTexts(import("@/features/rules/pages/RulePage")), "RulePage"),
  });
  const sourcesPage = lazyRouteComponent(
    () => withMore(import("./SourcesWithQuarantine")),
    "SourcesWithQuarantine",
  );
  const sources = createRoute({ getParentRoute: () => manage, path: "sources", component: sourcesPage });
  const newSource = createRoute({
    getParentRoute: () => manage,
    path: "sources/new",
    component: lazyRouteComponent(
      () => withMore(import("@/features/sources/pages/NewSourcePage")),
      "NewSourcePage",
    ),
  });
  const source = createRoute({
    getParentRoute: () => manage,
    path: "sources/$sourceId",
    component: sourcesPage,
  });
  const quarantine = createRoute({
    getParentRoute: () => manage,
    path: "quarantine",
    component: lazyRouteComponent(
      () => withMore(import("@/features/quarantine/pages/QuarantinePage")),
      "QuarantinePage",
    ),
  });
  const imports = createRoute({
    getParentRoute: () => manage,
    path: "imports",
    component: lazyRouteComponent(
      () => withMore(import("@/features/imports/pages/ImportsPage")),
      "ImportsPage",
    ),
  });
  const newImport = createRoute({
    getParentRoute: () => manage,
    path: "imports/new",
    component: lazyRouteComponent(
      () => withMore(import("@/features/imports/pages/NewImportPage")),
      "NewImportPage",
    ),
  });
  const oneImport = createRoute({
    getParentRoute: () => manage,
    path: "imports/$importId",
    component: lazyRouteComponent(
      () => withMore(import("@/features/imports/pages/ImportPage")),
      "ImportPage",
    ),
  });
  const lists = createRoute({
    getParentRoute: () => manage,
    path: "lists",
    component: lazyRouteComponent(() => withMore(import("@/features/lists/pages/ListsPage")), "ListsPage"),
  });
  const list = createRoute({
    getParentRoute: () => manage,
    path: "lists/$listId",
    component: lazyRouteComponent(() => withMore(import("@/features/lists/pages/ListPage")), "ListPage"),
  });
  return manage.addChildren([
    ...adminRoutes(manage),
    home,
    rules,
    findings,
    rule,
    sources,
    newSource,
    source,
    quarantine,
    imports,
    newImport,
    oneImport,
    lists,
    list,
  ]);
}
