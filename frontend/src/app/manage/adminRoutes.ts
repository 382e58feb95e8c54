import { type AnyRoute, createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import * as z from "zod/mini";
import { withAdmin } from "./texts";

const text = () => z.catch(z.optional(z.string().check(z.minLength(1))), undefined);
const day = () => z.catch(z.optional(z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/))), undefined);
/** What of the audit log is shown. */
const auditFilter = z.object({ from: day(), to: day(), who: text(), type: text(), alert: text() });

/** The pages that keep the account: people, places, plans, words, settings, audit. */
export function adminRoutes<Parent extends AnyRoute>(manage: Parent) {
  const people = createRoute({
    getParentRoute: () => manage,
    path: "people",
    component: lazyRouteComponent(
      () => withAdmin(import("@/features/people/pages/PeoplePage")),
      "PeoplePage",
    ),
  });
  const person = createRoute({
    getParentRoute: () => manage,
    path: "people/$userId",
    component: lazyRouteComponent(
      () => withAdmin(import("@/features/people/pages/PersonPage")),
      "PersonPage",
    ),
  });
  const places = createRoute({
    getParentRoute: () => manage,
    path: "places",
    component: lazyRouteComponent(
      () => withAdmin(import("@/features/places/pages/PlacesPage")),
      "PlacesPage",
    ),
  });
  const groups = createRoute({
    getParentRoute: () => manage,
    path: "places/groups",
    component: lazyRouteComponent(
      () => withAdmin(import("@/features/places/pages/GroupsPage")),
      "GroupsPage",
    ),
  });
  const files = createRoute({
    getParentRoute: () => manage,
    path: "places/files",
    component: lazyRouteComponent(() => withAdmin(import("@/features/places/pages/FilesPage")), "FilesPage"),
  });
  const plans = createRoute({
    getParentRoute: () => manage,
    path: "plans",
    component: lazyRouteComponent(() => withAdmin(import("@/features/plans/pages/PlansPage")), "PlansPage"),
  });
  const plan = createRoute({
    getParentRoute: () => manage,
    path: "plans/$planId",
    component: lazyRouteComponent(() => withAdmin(import("./PlanWithPreview")), "PlanWithPreview"),
  });
  const reasonsHome = createRoute({
    getParentRoute: () => manage,
    path: "reasons",
    beforeLoad() {
      throw redirect({ to: "/manage/reasons/$kind", params: { kind: "closing" }, replace: true });
    },
  });
  const reasons = createRoute({
    getParentRoute: () => manage,
    path: "reasons/$kind",
    component: lazyRouteComponent(
      () => withAdmin(import("@/features/reasons/pages/ReasonsPage")),
      "ReasonsPage",
    ),
  });
  const settingsHome = createRoute({
    getParentRoute: () => manage,
    path: "settings",
    beforeLoad() {
      throw redirect({ to: "/manage/settings/$part", params: { part: "cases" }, replace: true });
    },
  });
  const settings = createRoute({
    getParentRoute: () => manage,
    path: "settings/$part",
    component: lazyRouteComponent(() => withAdmin(import("./SettingsWithCriteria")), "SettingsWithCriteria"),
  });
  const calendars = createRoute({
    getParentRoute: () => manage,
    path: "settings/calendars",
    component: lazyRouteComponent(() => withAdmin(import("./CalendarsInSettings")), "CalendarsInSettings"),
  });
  const calendar = createRoute({
    getParentRoute: () => manage,
    path: "settings/calendars/$calendarId",
    component: lazyRouteComponent(
      () => withAdmin(import("@/features/calendars/pages/CalendarPage")),
      "CalendarPage",
    ),
  });
  const audit = createRoute({
    getParentRoute: () => manage,
    path: "audit",
    validateSearch: (value) => z.parse(auditFilter, value),
    component: lazyRouteComponent(() => withAdmin(import("@/features/audit/pages/AuditPage")), "AuditPage"),
  });
  return [
    people,
    person,
    places,
    groups,
    files,
    plans,
    plan,
    reasonsHome,
    reasons,
    settingsHome,
    settings,
    calendars,
    calendar,
    audit,
  ] as const;
}
