import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/components/ui/IconButton";
import { IconPlus } from "@/components/ui/Icons";
import { needTexts } from "@/lib/i18n";
import { useMe } from "@/lib/me";
import classes from "./EnterButton.module.css";

/** The form and its texts load when they are first asked for. */
const EntryDialog = lazy(async () => {
  const [dialog] = await Promise.all([import("@/features/entry/components/EntryDialog"), needTexts("entry")]);
  return { default: dialog.EntryDialog };
});

/** "Saisir un retour", for who treats cases. */
export function EnterButton({ onOpen }: { onOpen: (alertId: string) => void }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  if (!useMe().rights.includes("treat")) return null;
  return (
    <>
      <IconButton
        className={classes.enter}
        icon={IconPlus}
        label={t("list.enter")}
        onClick={() => setOpen(true)}
      />
      {open && (
        <Suspense>
          <EntryDialog
            onClose={() => setOpen(false)}
            onOpen={(alertId) => {
              setOpen(false);
              onOpen(alertId);
            }}
          />
        </Suspense>
      )}
    </>
  );
}
