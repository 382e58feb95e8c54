import { useState } from "react";
import { useTranslation } from "react-i18next";
import { newIdempotencyKey } from "@/api/client";
import { Dialog } from "@/components/ui/Dialog";
import { useDraft } from "@/lib/drafts";
import { useEnter } from "../api/useEntry";
import { blank, type Draft, type EntryFault, faultsOf, feedbackOf } from "../draft";
import { Entered } from "./Entered";
import { EntryForm } from "./EntryForm";

interface EntryDialogProps {
  onClose: () => void;
  /** Opens the case that came of it. */
  onOpen: (alertId: string) => void;
}

/** "Saisir un retour": what a customer said on the phone, at the counter or on paper. */
export function EntryDialog({ onClose, onOpen }: EntryDialogProps) {
  const { t, i18n } = useTranslation();
  // What is written survives closing and reloading.
  const [kept, keep] = useDraft<Draft>("entry");
  const [key, setKey] = useState(newIdempotencyKey);
  const [faults, setFaults] = useState<EntryFault[]>([]);
  const enter = useEnter();
  const draft = { ...blank, ...kept };
  const made = enter.data;
  return (
    <Dialog title={t("entry.title")} size={600} onClose={onClose}>
      {made ? (
        <Entered
          feedbackId={made.feedback_id}
          onOpen={onOpen}
          onClose={onClose}
          onAnother={() => {
            enter.reset();
            setKey(newIdempotencyKey());
          }}
        />
      ) : (
        <EntryForm
          draft={draft}
          faults={faults}
          error={enter.error}
          busy={enter.isPending}
          onCancel={onClose}
          onChange={(part) => {
            // Something else is another entry; the same one again is written once.
            setKey(newIdempotencyKey());
            setFaults([]);
            keep({ ...draft, ...part });
          }}
          onSend={() => {
            const found = faultsOf(draft);
            setFaults(found);
            if (found.length > 0 || enter.isPending) return;
            const language = i18n.language === "fr" ? "fr" : "en";
            enter.mutate(
              { feedback: feedbackOf(draft, language), key },
              { onSuccess: () => keep(undefined) },
            );
          }}
        />
      )}
    </Dialog>
  );
}
