import { QuarantineGroups } from "@/features/quarantine/components/QuarantineGroups";
import { SourcesPage } from "@/features/sources/pages/SourcesPage";

/** The sources, and below each what of it waits. */
export function SourcesWithQuarantine() {
  return <SourcesPage below={(sourceId) => <QuarantineGroups source={sourceId} as="h3" />} />;
}
