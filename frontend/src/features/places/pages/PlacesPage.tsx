import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Place } from "@/api/admin";
import { usePlacesInFull } from "@/api/useDirectory";
import { isOver, type Job, useJob } from "@/api/useJob";
import form from "@/components/form/form.module.css";
import { JobProgress } from "@/components/job/JobProgress";
import { Page } from "@/components/page/Page";
import { PageFailed, RowsLoading } from "@/components/page/PageStates";
import { Button } from "@/components/ui/Button";
import { Empty } from "@/components/ui/Empty";
import { IconMapPin, IconPlus } from "@/components/ui/Icons";
import { Input } from "@/components/ui/Input";
import { PlaceDialog } from "../components/PlaceDialog";
import { PlacesTabs } from "../components/PlacesTabs";
import { PlaceTree } from "../components/PlaceTree";
import { firstFolded, shownOf } from "../tree";

/** The tree of places: the network, its regions, its stores. */
export function PlacesPage() {
  const { t } = useTranslation();
  const query = usePlacesInFull();
  const [search, setSearch] = useState("");
  const [open, setOpen] = useState<{ place: Place | null; parent: string | null } | null>(null);
  const [moving, setMoving] = useState<Job | null>(null);
  return (
    <Page
      crumbs={[{ label: t("nav.manage") }]}
      title={t("manage.places")}
      actions={
        query.data && (
          <Button look="filled" icon={IconPlus} onClick={() => setOpen({ place: null, parent: null })}>
            {t("places.add")}
          </Button>
        )
      }
    >
      <PlacesTabs current="tree" />
      {moving && <Moving key={moving.id} started={moving} />}
      {query.data ? (
        <>
          <div className={form.tools}>
            <Input
              type="search"
              className={form.search}
              aria-label={t("places.search")}
              placeholder={t("places.search")}
              value={search}
              onChange={(event) => setSearch(event.currentTarget.value)}
            />
          </div>
          <Tree
            places={query.data}
            search={search}
            onOpen={(place) => setOpen({ place, parent: null })}
            onAdd={({ id }) => setOpen({ place: null, parent: id })}
          />
        </>
      ) : query.error ? (
        <PageFailed error={query.error} title={t("places.failed")} onRetry={() => void query.refetch()} />
      ) : (
        <RowsLoading rows={8} height={44} />
      )}
      {open && query.data && (
        <PlaceDialog
          place={open.place}
          parent={open.parent}
          places={query.data}
          onClose={() => setOpen(null)}
          onMoving={setMoving}
        />
      )}
    </Page>
  );
}

interface TreeProps {
  places: readonly Place[];
  search: string;
  onOpen: (place: Place) => void;
  onAdd: (parent: Place) => void;
}

function Tree({ places, search, onOpen, onAdd }: TreeProps) {
  const { t } = useTranslation();
  const [folded, setFolded] = useState(() => firstFolded(places));
  const shown = useMemo(() => shownOf(places, folded, search), [places, folded, search]);
  if (shown.length === 0) return <Empty icon={IconMapPin} title={t("places.none")} />;
  return (
    <PlaceTree
      branches={shown}
      folded={search.trim() === "" ? folded : null}
      onFold={(id) =>
        setFolded((now) => new Set(now.has(id) ? [...now].filter((one) => one !== id) : [...now, id]))
      }
      onOpen={onOpen}
      onAdd={onAdd}
    />
  );
}

/** The cases of a place that was moved or removed, on their way. */
function Moving({ started }: { started: Job }) {
  const { t } = useTranslation();
  const job = useJob(started.id).data ?? started;
  return (
    <div className={form.tools}>
      <JobProgress job={job} label={t("places.moving")} />
      {isOver(job) && (
        <p className={form.hint} role="status">
          {t("places.moved", { count: job.progress.done })}
        </p>
      )}
    </div>
  );
}
