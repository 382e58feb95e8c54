import { useState } from "react";
import { useTranslation } from "react-i18next";
import { faultAt } from "@/api/faults";
import { asProblem } from "@/api/problem";
import { PageFailed, RowsLoading } from "@/components/page/PageStates";
import { Banner } from "@/components/ui/Banner";
import { Button } from "@/components/ui/Button";
import { Empty } from "@/components/ui/Empty";
import { IconAlertCircle, IconInbox, IconUsers } from "@/components/ui/Icons";
import { showToast } from "@/lib/toast";
import { useDeliveries, usePreview, usePropose, useReadSource, useSaveMapping } from "../api/useSource";
import { chosen, mainRoles, numbersOf, otherRoles, sameMapping } from "../mapping";
import type { Mapping, Source } from "../types";
import classes from "./MappingPanel.module.css";
import { MappingTable } from "./MappingTable";
import { PayloadView } from "./PayloadView";

/** What came last at the left, what is made of it at the right, tied by numbers. */
export function MappingPanel({ source }: { source: Source }) {
  const { t } = useTranslation();
  const deliveries = useDeliveries(source.id);
  const [index, setIndex] = useState(0);
  const [edited, setEdited] = useState<Mapping | null>(null);
  const [all, setAll] = useState(false);
  const [base, setBase] = useState<number | null>(null);
  const mapping = edited ?? source.mapping;
  const items = deliveries.data?.items ?? [];
  const at = Math.min(index, Math.max(0, items.length - 1));
  const preview = usePreview(source.id, mapping, items[at]?.id);
  const propose = usePropose(source.id);
  const save = useSaveMapping(source.id);
  const read = useReadSource(source.id);

  if (deliveries.isPending) return <RowsLoading rows={6} height={40} />;
  if (deliveries.error && !deliveries.data) {
    return (
      <PageFailed
        error={deliveries.error}
        title={t("sources.delivery.failed")}
        onRetry={() => void deliveries.refetch()}
      />
    );
  }
  if (items.length === 0) {
    return (
      <div className={classes.panel} data-empty>
        <Empty icon={IconInbox} title={t("sources.delivery.none")}>
          {t("sources.delivery.noneText")}
        </Empty>
      </div>
    );
  }

  const used = otherRoles.filter(
    (role) =>
      chosen(mapping, role) !== "auto" ||
      mapping.required.includes(role) ||
      preview.data?.roles.some((row) => row.role === role && row.found),
  );
  const roles = [...mainRoles, ...(all ? otherRoles : used)];
  const paths = [...new Set(items.flatMap(({ cells }) => cells.map(({ path }) => path)))];
  const dirty = edited !== null && !sameMapping(edited, source.mapping);
  const problem = save.error ? asProblem(save.error) : null;
  const stale = problem?.code === "stale_version";
  const store = (version: number) =>
    save.mutate(
      { version, mapping },
      {
        onSuccess() {
          setEdited(null);
          setBase(null);
          showToast({ text: "toast.mappingSaved", name: source.name });
        },
        onError(error) {
          if (asProblem(error).code === "stale_version") {
            void read().then(
              (now) => setBase(now.version),
              () => undefined,
            );
          }
        },
      },
    );
  const change = (next: Mapping) => {
    if (base === null) setBase(source.version);
    setEdited(next);
  };
  const faultOf = (role: string) =>
    faultAt(save.error, `mapping.${role}`) ?? faultAt(preview.error, `mapping.${role}`);
  const { read_in_full, of } = deliveries.data;
  const { code } = preview.data ?? {};

  return (
    <div className={classes.wrap}>
      {problem && problem.faults.length === 0 && (
        <Banner
          kind={stale ? "changed" : "failed"}
          icon={stale ? IconUsers : IconAlertCircle}
          actions={
            stale && (
              <Button
                onClick={() => {
                  setEdited(null);
                  setBase(null);
                  save.reset();
                }}
              >
                {t("sources.mapping.theirs")}
              </Button>
            )
          }
        >
          <strong>{t(stale ? "sources.mapping.stale" : "sources.failed")}</strong>{" "}
          {stale ? t("sources.mapping.staleText") : problem.detail}{" "}
          {problem.requestId && <small>{t("app.request", { id: problem.requestId })}</small>}
        </Banner>
      )}
      <div className={classes.panel}>
        <PayloadView
          deliveries={items}
          index={at}
          onIndex={setIndex}
          numbers={numbersOf(roles, preview.data)}
        />
        <section className={classes.mapping} aria-label={t("sources.mapping.title")}>
          <header className={classes.head}>
            <h3>{t("sources.mapping.title")}</h3>
            <span>{t("sources.mapping.inFull", { count: read_in_full, of })}</span>
          </header>
          {code && <p className={classes.waits}>{t("sources.mapping.wouldWait", { code })}</p>}
          <MappingTable
            roles={roles}
            mapping={mapping}
            preview={preview.data}
            paths={paths}
            faultOf={faultOf}
            onChange={change}
          />
          <footer className={classes.foot}>
            {(all || used.length < otherRoles.length) && (
              <Button look="bare" aria-expanded={all} onClick={() => setAll(!all)}>
                {t(all ? "sources.mapping.fewer" : "sources.mapping.more")}
              </Button>
            )}
            <Button
              busy={propose.isPending}
              onClick={() =>
                propose.mutate(items[at]?.id, {
                  onSuccess: (proposed) => change({ ...proposed.mapping, required: mapping.required }),
                })
              }
            >
              {t("sources.mapping.propose")}
            </Button>
            {dirty && (
              <Button
                onClick={() => {
                  setEdited(null);
                  setBase(null);
                  save.reset();
                }}
              >
                {t("app.cancel")}
              </Button>
            )}
            <Button
              look={dirty ? "filled" : "off"}
              busy={save.isPending}
              aria-disabled={!dirty}
              title={dirty ? undefined : t("sources.mapping.unchanged")}
              onClick={() => dirty && store(base ?? source.version)}
            >
              {t(stale ? "sources.saveAnyway" : "sources.mapping.save")}
            </Button>
          </footer>
        </section>
      </div>
    </div>
  );
}
