import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconInbox } from "@/components/ui/Icons";
import classes from "./FilePicker.module.css";

interface FilePickerProps {
  file: File | null;
  onFile: (file: File) => void;
  error: string | undefined;
}

/** A file to choose or to drop. */
export function FilePicker({ file, onFile, error }: FilePickerProps) {
  const { t } = useTranslation();
  const id = useId();
  const [over, setOver] = useState(false);
  return (
    <div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra, the field inside is the way in */}
      <div
        className={classes.drop}
        data-over={over || undefined}
        data-invalid={error ? true : undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          const dropped = event.dataTransfer.files[0];
          if (dropped) onFile(dropped);
        }}
      >
        <IconInbox size={26} stroke={1.75} aria-hidden />
        <label htmlFor={id}>{file ? file.name : t("imports.choose")}</label>
        <span>{t(file ? "imports.chooseOther" : "imports.drop")}</span>
        <input
          id={id}
          type="file"
          accept=".csv,.tsv,.txt,text/csv"
          aria-describedby={error ? `${id}-error` : undefined}
          onChange={(event) => {
            const chosen = event.currentTarget.files?.[0];
            if (chosen) onFile(chosen);
          }}
        />
      </div>
      {error && (
        <p id={`${id}-error`} className={classes.error} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
