import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problem";
import { type RecordKind, useDeleteRecord } from "@/api/records";
import { Button } from "@/components/ui/Button";
import { showToast } from "@/lib/toast";
import classes from "./form.module.css";
import { useProblemText } from "./problemText";

interface RemovalProps {
  kind: RecordKind;
  record: { id: string; version: number };
  name: string;
  onGone: () => void;
}

/** Deletes a record, or says why it stays. */
export function Removal({ kind, record, name, onGone }: RemovalProps) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const remove = useDeleteRecord(kind);
  return (
    <>
      <Button
        look="danger"
        busy={remove.isPending}
        onClick={() =>
          remove.mutate(record, {
            onSuccess() {
              showToast({ text: "toast.deleted", name });
              onGone();
            },
          })
        }
      >
        {t("admin.delete")}
      </Button>
      {remove.error && (
        <p className={classes.fault} role="alert">
          {textOf(asProblem(remove.error)).text}
        </p>
      )}
    </>
  );
}
