import { lazy, Suspense } from "react";
import { needTexts } from "@/lib/i18n";

/** The form and its texts load when they are first asked for. */
const EntryDialog = lazy(async () => {
  const [dialog] = await Promise.all([import("@/features/entry/components/EntryDialog"), needTexts("entry")]);
  return { default: dialog.EntryDialog };
});

/** "Saisir un retour": the form for feedback given by phone or in person. */
export function EnterForm({ onOpen, onClose }: { onOpen: (alertId: string) => void; onClose: () => void }) {
  return (
    <Suspense>
      <EntryDialog
        onClose={onClose}
        onOpen={(alertId) => {
          onClose();
          onOpen(alertId);
        }}
      />
    </Suspense>
  );
}
